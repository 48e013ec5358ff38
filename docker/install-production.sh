#!/bin/sh
# Usage: install-production.sh WORKSPACE, in a folder with the manifests. Leaves node_modules with what the workspace
# needs in production, byte for byte the same at each build: the lock file decides the versions, and times are fixed.
set -eu

npm ci --omit=dev --ignore-scripts --workspace "$1" --no-audit --no-fund --loglevel=error

# What Node cannot load: it strips no types below node_modules, and reads source maps only when asked to.
find node_modules -type f \( -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.map' -o -name '*.md' \) -delete
# What packages publish beside their code. Licences stay.
find node_modules -type d \( -name test -o -name tests -o -name benchmark -o -name benchmarks -o -name examples \) \
  -prune -print0 >/tmp/beside
xargs -0 rm -rf </tmp/beside

# Links for npm's own use, and a list that npm makes again.
rm -rf node_modules/.bin node_modules/.package-lock.json
