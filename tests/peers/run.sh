#!/usr/bin/env bash
# Lets other programs' own libraries read what Glossator writes, and compares every span: tests/peers/run.sh [GLOSSATOR]
#
# The libraries are installed once into a cache folder; without a network the check is skipped, which it says.
set -euo pipefail
cd "$(dirname "$0")"
glossator="$(realpath "${1:-${CARGO_TARGET_DIR:-../../target}/debug/glossator}")"
cache="${GLOSSATOR_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/glossator-peers-1}"
python="$cache/bin/python"

if [ ! -e "$cache/ready" ]; then
  if ! { python3 -m venv "$cache" && "$python" -m pip install --quiet --disable-pip-version-check --requirement requirements.txt; }; then
    echo 'SKIPPED: the peers cannot be installed here (no network, or no python3-venv)'
    exit 0
  fi
  touch "$cache/ready"
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$glossator" suggest ../../examples/grain-talks-agency.txt --to json --min-score 0.3 -o "$work/article.json"
cp emoji.json "$work/emoji.json"
"$python" many.py > "$work/many.json"
exec "$python" check.py "$glossator" "$work" article emoji many
