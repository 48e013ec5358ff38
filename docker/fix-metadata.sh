#!/bin/sh
# Usage: fix-metadata.sh FOLDER. A layer's digest covers the times and permissions of its files, which a checkout and
# `npm ci` make anew each time.
set -eu
chmod -R u=rwX,go=rX "$1"
find "$1" -exec touch --no-dereference --date=@0 {} +
