import { Signal } from "../signal.ts";
import { Frame } from "./frame.ts";
import type { Answer, Failure, Hello, Message, Model, Models, Status } from "./messages.ts";

/** What became of the connection: `closed` on purpose, `forbidden` for want of a good token. */
export type LinkState = "connecting" | "live" | "lost" | "closed" | "forbidden";

const closedOnPurpose = 4001;
const firstDelay = 120; // ms
const longestDelay = 1500;
const probeAfter = 2; // failed attempts: then it is asked whether the token is still good

/** A request that was refused. */
export class RefusedError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** The socket to the viewer, whichever process it is: when it ends, it is opened anew. */
export class Link {
  readonly state = new Signal<LinkState>();
  readonly hello = new Signal<Hello>();
  readonly models = new Signal<Models>();
  readonly model = new Signal<Model>();
  readonly status = new Signal<Status>();
  readonly frame = new Signal<Frame>();
  private readonly waiting = new Map<number, { resolve: (answer: Answer & { ok: true }) => void; reject: (reason: Error) => void }>();
  private socket: WebSocket | null = null;
  private nextId = 1;
  private failures = 0;
  /** When the last connection ended, ms; null while there is one. */
  lostAt: number | null = null;
  bytes = 0;

  open(): void {
    const url = new URL("live", document.baseURI);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url, ["mujoco-page.1"]);
    socket.binaryType = "arraybuffer";
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => this.receive(event.data);
    socket.onclose = (event) => {
      if (this.socket === socket) void this.ended(event.code);
    };
    this.socket = socket;
  }

  /** Opens it at once where it waits to be opened: somebody looks at the page again. */
  hurry(): void {
    if (this.socket?.readyState === WebSocket.CLOSED && this.lostAt !== null) this.open();
  }

  /** Sends a request.
   * @throws RefusedError where the viewer refuses it. */
  request(what: string, fields: object = {}): Promise<Answer & { ok: true }> {
    const socket = this.socket;
    if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(new RefusedError({ code: "disconnected", message: "The viewer isn't connected at the moment." }));
    const id = this.nextId++;
    const answer = new Promise<Answer & { ok: true }>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    socket.send(JSON.stringify({ id, do: what, ...fields }));
    return answer;
  }

  private receive(data: string | ArrayBuffer): void {
    if (typeof data !== "string") {
      this.bytes += data.byteLength;
      this.frame.emit(new Frame(data));
      return;
    }
    this.bytes += data.length;
    const message = JSON.parse(data) as Message;
    switch (message.type) {
      case "hello":
        this.failures = 0;
        this.state.emit("live");
        this.hello.emit(message);
        this.lostAt = null;
        break;
      case "models": this.models.emit(message); break;
      case "model": this.model.emit(message); break;
      case "status": this.status.emit(message); break;
      case "answer": this.settle(message); break;
    }
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer);
    else waiting?.reject(new RefusedError(answer.error));
  }

  private async ended(code: number): Promise<void> {
    this.lostAt ??= performance.now();
    for (const { reject } of this.waiting.values()) reject(new RefusedError({ code: "disconnected", message: "The viewer went away before it answered." }));
    this.waiting.clear();
    if (code === closedOnPurpose) {
      this.state.emit("closed");
      return;
    }
    this.failures++;
    this.state.emit("lost");
    if (this.failures >= probeAfter && (await isForbidden())) {
      this.state.emit("forbidden");
      return;
    }
    const delay = Math.min(longestDelay, firstDelay * 1.6 ** (this.failures - 1));
    setTimeout(() => this.hurry(), delay * (0.75 + 0.5 * Math.random()));
  }
}

async function isForbidden(): Promise<boolean> {
  try {
    return (await fetch("page.css", { cache: "no-store", credentials: "same-origin" })).status === 403;
  } catch {
    return false; // nobody answers: the process is on its way
  }
}
