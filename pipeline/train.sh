#!/usr/bin/env bash
# Trains the model and exports it; all arguments go to `python3 -m pipeline.train`. See pipeline/README.md.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# npm runs its scripts in the repository's root; paths are meant from where the person stands.
start="$PWD"
if [ "${npm_lifecycle_event:-}" = train ]; then start="${INIT_CWD:-$PWD}"; fi
venv="$root/pipeline/.venv"
stamp="$venv/requirements.installed"

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Training needs python3, version 3.11 or later." >&2
  exit 1
fi
# What must not be written is refused before anything is installed.
cd "$start"
PYTHONPATH="$root" python3 -m pipeline.arguments "$@"
case " $* " in *" --help "* | *" -h "*) exit 0 ;; esac
if ! cmp -s "$root/pipeline/requirements.txt" "$stamp"; then
  echo "Installing the pinned packages into pipeline/.venv ..."
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$root/pipeline/requirements.txt"
  cp "$root/pipeline/requirements.txt" "$stamp"
fi
PYTHONPATH="$root" exec "$venv/bin/python" -m pipeline.train "$@"
