#!/bin/sh
# Prepares a running MuJoCo 3.5.0 without installing anything, and prints the folder that holds it:
#   usr/include/mujoco                     its headers
#   usr/lib/x86_64-linux-gnu               libmujoco.so.3.5.0 and the C library it was built against
#   usr/lib64/ld-linux-x86-64.so.2         the loader that runs a program on top of them
# Debian's unreleased suites carry the packages; the mirror is the one that this machine already uses.
# Exit 3, with the reason on stderr, when the packages cannot be had.
set -eu

version=3.5.0
triplet=x86_64-linux-gnu
cache=${XDG_CACHE_HOME:-$HOME/.cache}/mujoco-mcp
root=$cache/mujoco-$version
work=

unavailable() {
    echo "mujoco-$version: $1" >&2
    exit 3
}

complete() {
    [ -e "$root/usr/lib/$triplet/libmujoco.so.$version" ] &&
        [ -e "$root/usr/include/mujoco/mjmodel.h" ] &&
        [ -x "$root/usr/lib64/ld-linux-x86-64.so.2" ]
}

if complete; then
    echo "$root"
    exit 0
fi

[ "$(uname -m)" = x86_64 ] || unavailable "needs x86_64, this machine is $(uname -m)"
for tool in apt-get apt-cache dpkg; do
    command -v "$tool" >/dev/null 2>&1 || unavailable "needs $tool, which is not installed"
done

# A Debian mirror that this machine already trusts, whichever it is.
mirror=$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    sed -n 's/^Debian|Debian|//p' | head -n 1)
[ -n "$mirror" ] || unavailable "no Debian mirror among this machine's apt sources (or 'apt-get update' has never run)"

mkdir -p "$cache"
work=$(mktemp -d "$cache/.mujoco-$version.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/state" "$work/debs" "$work/root"
: >"$work/state/status"
printf 'deb %s %s main\n' "$mirror" sid "$mirror" experimental >"$work/sources.list"

# A private apt state: the machine's own lists, cache and package database are neither read nor written.
cat >"$work/apt.conf" <<CONF
Dir::State "$work/state";
Dir::State::Lists "$work/lists";
Dir::State::status "$work/state/status";
Dir::Cache "$work";
Dir::Cache::Archives "$work/archives";
Dir::Etc::SourceList "$work/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
APT::Sandbox::User "";
APT::Architecture "amd64";
APT::Architectures { "amd64"; };
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
CONF
APT_CONFIG=$work/apt.conf
export APT_CONFIG

apt-get -qq update >"$work/log" 2>&1 || unavailable "cannot read sid and experimental from $mirror: $(tail -n 1 "$work/log")"
package_version=$(apt-cache show "libmujoco$version" 2>/dev/null | sed -n 's/^Version: //p' | head -n 1)
[ -n "$package_version" ] || unavailable "$mirror has no package libmujoco$version in sid or experimental"

depends=$(apt-cache depends --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances \
    "libmujoco$version" | sed -n 's/^  Depends: \([a-z0-9.+-]*\)$/\1/p' | sort -u)
(
    cd "$work/debs"
    # shellcheck disable=SC2086 # one word a package
    apt-get -qq download $depends libc6 libgcc-s1 libstdc++6 \
        "libmujoco$version=$package_version" "libmujoco-dev=$package_version" >"$work/log" 2>&1
) || unavailable "cannot download: $(tail -n 1 "$work/log")"

for package in "$work"/debs/*.deb; do
    dpkg -x "$package" "$work/root"
done
# Two runs at once: the first rename wins, the second finds the folder complete.
complete || rm -rf "$root"
mv -T "$work/root" "$root" 2>/dev/null || complete || unavailable "cannot write $root"
complete || unavailable "the packages of $package_version miss an expected file below $root"
echo "$root"
