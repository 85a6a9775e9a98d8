#!/bin/sh
# Asks the public list of vulnerabilities about every locked package; needs a network. Exit code 1: something is known.
# The names and versions of the packages leave the machine, nothing else.
set -eu
cd "$(dirname "$0")/.."
environment=$(mktemp -d)
trap 'rm -rf "$environment"' EXIT
"${PYTHON:-python3}" -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.9,<3'
for list in requirements.txt deploy/requirements-postgresql.txt deploy/requirements-mcp.txt; do
    echo "$list"
    # --disable-pip: the lists are complete and pinned, so nothing has to be resolved or downloaded.
    "$environment/bin/pip-audit" --requirement "$list" --disable-pip --no-deps --progress-spinner off
done
