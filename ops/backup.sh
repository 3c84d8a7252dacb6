#!/usr/bin/env bash
# Backup of the database: the log as it is written, and a whole copy now and then.
#
#   ops/backup.sh wal DIR     receives the log for ever, into DIR/wal; what was committed is there within a moment
#   ops/backup.sh base DIR    takes a whole copy into DIR/base/<time>, verifies it, and removes copies and log older than KEEP_DAYS
#   ops/backup.sh store DIR   brings DIR to REMOTE every minute, for ever
#
# PRIMARY and REPLICA are the addresses (postgres://…) of a user that may replicate; the log comes from whoever leads, the
# copy from a standby (the leader when REPLICA is empty). REMOTE is anything rclone knows: "s3:bucket/linggong" or a folder.
# KEEP_DAYS is 14. Restoring is ops/restore-drill.sh, which is run as a drill long before it is needed.
set -euo pipefail

command=${1:?wal, base or store}
mkdir -p "${2:?the folder of the backups}"
dir=$(cd "$2" && pwd)
umask 077
PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
mkdir -p "$dir/wal" "$dir/base"

case $command in
  wal)
    # It ends when the lead changes hands; then it goes on where it was, from the new leader.
    trap 'kill $(jobs -p) 2>/dev/null; wait; exit 0' TERM INT
    while :; do
      pg_receivewal --dbname "${PRIMARY:?}" --directory "$dir/wal" --synchronous --no-loop &
      wait $! || true
      sleep 0.5
    done
    ;;
  base)
    name=$(date -u +%Y%m%dT%H%M%SZ)
    pg_basebackup --dbname "${REPLICA:-${PRIMARY:?}}" --pgdata "$dir/base/$name.unfinished" --checkpoint fast \
      --wal-method stream --manifest-checksums SHA256
    pg_verifybackup --quiet "$dir/base/$name.unfinished"
    # From here on it may be restored to.
    date -u +%s >"$dir/base/$name.unfinished/ended"
    mv "$dir/base/$name.unfinished" "$dir/base/$name"
    find "$dir/base" -mindepth 1 -maxdepth 1 -mtime "+${KEEP_DAYS:-14}" -exec rm -rf {} +
    find "$dir/wal" -type f -mtime "+$((${KEEP_DAYS:-14} + 1))" -delete
    echo "$dir/base/$name"
    ;;
  store)
    while :; do
      rclone sync --exclude '*.unfinished/**' "$dir" "${REMOTE:?}" || echo 'backup: not brought to the store' >&2
      sleep 60
    done
    ;;
  *) echo "there is no command $command" >&2 && exit 1 ;;
esac
