#!/bin/sh
# The password goes into a file in memory: arguments can be read by others.
set -eu
umask 077
cat >/run/valkey/valkey.conf <<CONF
port 6379
protected-mode yes
requirepass $(cat /run/secrets/valkey_password)
dir /data
save ""
appendonly yes
appendfsync everysec
maxmemory-policy noeviction
loglevel warning
CONF
exec valkey-server /run/valkey/valkey.conf
