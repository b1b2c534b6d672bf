#!/bin/sh
# From the labelled articles to the network that the program ships. See README.md.
set -e
data=${1:?usage: make.sh PATH_TO_DATA}
here=$(dirname "$0")
work=${2:-$(mktemp -d)}
export OMP_NUM_THREADS=1
python3 "$here/train.py" "$data" --out "$work/network.pt"
python3 "$here/probe.py" "$data" "$work/network.pt" --out "$work/claims.pt" --judged "$work/judged.jsonl"
python3 "$here/export.py" "$work/network.pt" "$work/claims.pt"
