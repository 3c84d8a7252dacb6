#!/usr/bin/env bash
# Restores the backup below DIR to a moment, on a copy of its own, and proves the books on it.
#
#   ops/restore-drill.sh DIR                          to the last thing in the log
#   ops/restore-drill.sh DIR '2026-11-20 12:00:00+08' to that moment
#   ops/restore-drill.sh DIR MOMENT SQL               and prints what the statement answers there
#
# The copy is verified against its manifest, recovered, checked by pg_amcheck and `linggong ledger verify`, and thrown away;
# KEEP=1 leaves it running and prints its address. Exits 1 when anything is wrong. From a store: rclone copy REMOTE DIR first.
set -euo pipefail

dir=$(cd "${1:?the folder of the backups}" && pwd)
moment=${2:-}
statement=${3:-}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
unprivileged=()
[ "$(id -u)" != 0 ] || unprivileged=(setpriv --reuid=postgres --regid=postgres --init-groups)
started=$(date +%s%N)
work=$(mktemp -d "${TMPDIR:-/tmp}/linggong-restore-XXXXXX")
finish() {
  [ "${KEEP:-}" = '' ] || return
  "${unprivileged[@]}" pg_ctl -D "$work/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT

# The newest copy that was complete by then.
until=$([ -n "$moment" ] && date -d "$moment" +%s || date +%s)
base=
for one in "$dir"/base/*/; do
  [ -s "$one/ended" ] && [ "$(cat "$one/ended")" -le "$until" ] && base=$one
done
[ -n "$base" ] || { echo "no copy was complete by ${moment:-now}" >&2; exit 1; }
echo "copy: $(basename "$base")"

cp -a "$base" "$work/data"
rm -f "$work/data/ended"
pg_verifybackup --quiet "$work/data"
rm -f "$work/data"/{standby.signal,postgresql.auto.conf,postmaster.opts}
cp -a "$dir/wal" "$work/wal"

# Nothing of the old configuration counts, but for the limits that recovery demands to be no lower.
limit() { pg_controldata "$work/data" | sed -n "s/^$1 setting: *//p"; }
cat >"$work/postgresql.conf" <<CONF
max_connections = $(limit max_connections)
max_worker_processes = $(limit max_worker_processes)
max_wal_senders = $(limit max_wal_senders)
max_prepared_transactions = $(limit max_prepared_xacts)
max_locks_per_transaction = $(limit max_locks_per_xact)
listen_addresses = ''
unix_socket_directories = '$work'
hba_file = '$work/pg_hba.conf'
ident_file = '$work/pg_ident.conf'
restore_command = 'cp "$work/wal/%f" "%p" || cp "$work/wal/%f.partial" "%p"'
recovery_target_timeline = latest
recovery_target_action = promote
CONF
[ -z "$moment" ] || echo "recovery_target_time = '$moment'" >>"$work/postgresql.conf"
# Reached by nothing but the socket in a folder of its own.
printf 'local all all trust\nlocal replication all trust\n' >"$work/pg_hba.conf"
touch "$work/pg_ident.conf" "$work/data/recovery.signal"
[ "$(id -u)" != 0 ] || chown -R postgres:postgres "$work"
chmod 700 "$work" "$work/data"
"${unprivileged[@]}" pg_ctl -D "$work/data" -o "-c config_file=$work/postgresql.conf" -l "$work/log" -t 600 -w start >/dev/null ||
  { tail -n 20 "$work/log" >&2; exit 1; }
ask() { psql -qtAX -h "$work" -U postgres -d linggong -v ON_ERROR_STOP=1 -c "$1"; }
for _ in $(seq 6000); do
  answer=$(ask 'select pg_is_in_recovery()' 2>>"$work/log" || { tail -n 20 "$work/log" >&2; exit 1; })
  [ "$answer" = t ] || break
  sleep 0.1
done
echo "restored: $(sed -n 's/.*last completed transaction was at log time //p' "$work/log" | tail -n 1)"
echo "entries: $(ask 'select count(*) from ledger_entry')"
echo "seconds: $((($(date +%s%N) - started) / 1000000000))"

pg_amcheck --install-missing -h "$work" -U postgres -d linggong
DATABASE_URL="postgres://linggong@/linggong?host=$work" node "$root/bin/linggong.js" ledger verify
[ -z "$statement" ] || echo "answer: $(ask "$statement")"
[ "${KEEP:-}" = '' ] || echo "postgres://linggong@/linggong?host=$work"
