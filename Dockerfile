# The server over HTTP, with MuJoCo and a software renderer. Runs as nobody in particular; see docs/container.md.
FROM debian:bookworm-slim AS build
ARG TARGETARCH=amd64
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates gcc libc6-dev libssl3 libstdc++6 zlib1g-dev && rm -rf /var/lib/apt/lists/*
COPY --from=mcr.microsoft.com/dotnet/sdk:10.0 /usr/share/dotnet /usr/share/dotnet
ENV PATH=/usr/share/dotnet:$PATH DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props README.md ./
COPY config config
COPY src src
# The viewer links with this stage's C library, so that the next one must be of the same release.
RUN rid=linux-$(echo "$TARGETARCH" | sed s/amd64/x64/) && \
    dotnet publish src/MujocoMcp.Server -o /app/server -c Release -r $rid -p:PublishReadyToRun=true --no-self-contained && \
    dotnet publish src/MujocoMcp.Viewer -o /app/viewer -c Release -r $rid -p:PublishAot=true && \
    rm -f /app/*/*.pdb /app/viewer/*.dbg

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates fonts-dejavu-core libegl1 libgl1-mesa-dri libmujoco2.2.2 libssl3 libstdc++6 && \
    rm -rf /var/lib/apt/lists/* && \
    useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin mujoco && \
    mkdir /data /models && chown mujoco /data
COPY --from=mcr.microsoft.com/dotnet/aspnet:10.0 /usr/share/dotnet /usr/share/dotnet
COPY --from=build /app /app
ENV DOTNET_ROOT=/usr/share/dotnet \
    DOTNET_EnableDiagnostics=0 \
    LIBGL_ALWAYS_SOFTWARE=1
# What the renderer compiles, for machines with the processor and the number of cores of this one; on others it is compiled as it runs.
RUN /app/viewer/mujoco-viewer --compile-shaders || echo "first pictures will take longer"
ENV MUJOCO_MCP_MODEL_ROOTS=/models \
    MUJOCO_MCP__Sessions__Storage__Folder=/data
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && grep -q Healthy <&3"]
ENTRYPOINT ["/app/server/mujoco-mcp"]
CMD ["serve", "--http", "http://0.0.0.0:8080"]
