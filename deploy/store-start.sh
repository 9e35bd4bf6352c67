#!/bin/sh
# The object store reads its secret from the environment alone: put it there for this one process.
set -eu
ROOT_ACCESS_KEY=casefile
ROOT_SECRET_KEY=$(cat /run/secrets/store_secret_key)
mkdir -p /data/originals # a bucket is a folder
export ROOT_ACCESS_KEY ROOT_SECRET_KEY
exec /app/versitygw --port :7070 --health /health posix /data
