#!/usr/bin/env bash
# docs/replay.sh FILE: plays a conversation to the server, one request after the other, and shows both sides.
# FILE has a JSON-RPC message a line; docs/balance-cart-pole.jsonl is one.
set -euo pipefail

here=$(dirname -- "${BASH_SOURCE[0]}")
coproc server { exec "$here/../mujoco-mcp" stdio; }
in=${server[0]} out=${server[1]}

while IFS= read -r message; do
  printf '> %s\n' "$message"
  printf '%s\n' "$message" >&"$out"
  [[ $message == *'"id":'* ]] || continue # a notification has no answer
  IFS= read -r answer <&"$in"
  printf '< %.300s\n' "$answer"
done <"${1:?usage: docs/replay.sh FILE}"
exec {out}>&-
