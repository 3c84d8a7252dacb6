#!/usr/bin/env bash
# The whole shape on one machine: three PostgreSQL nodes under Patroni with etcd and HAProxy, PgBouncer, two `serve` and two
# `work` processes behind HAProxy. For trying and proving; in earnest each part has a machine of its own.
#
#   ops/cluster.sh up DIR             make and start everything below DIR; the addresses are in DIR/env afterwards
#   ops/cluster.sh kill-node DIR N    end node N (Patroni and PostgreSQL) without warning
#   ops/cluster.sh start-node DIR N   start it again
#   ops/cluster.sh switchover DIR     hand the lead to another node
#   ops/cluster.sh leader DIR         the number of the node that leads
#   ops/cluster.sh members DIR        the state of the nodes, as Patroni tells it
#   ops/cluster.sh down DIR           stop everything that was started here
#
# Needs Debian's patroni, etcd-server, haproxy, pgbouncer and postgresql. CLUSTER_PORT is the first of 30 ports (7400);
# PGBOUNCER another pgbouncer than the installed one; SYNCHRONOUS=false lets the leader acknowledge alone.
set -euo pipefail

command=${1:?up, down, kill-node, start-node, switchover, leader or members}
mkdir -p "${2:?the folder of the cluster}"
dir=$(cd "$2" && pwd)
ops=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
base=${CLUSTER_PORT:-7400}
pgbouncer=${PGBOUNCER:-$(PATH=$PATH:/usr/sbin command -v pgbouncer || true)}
pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
PATH=$PATH:/usr/sbin:$pg_bin

front=$base serve_1=$((base + 1)) serve_2=$((base + 2)) leader=$((base + 5)) replicas=$((base + 6)) pool=$((base + 7))
etcd=$((base + 8)) etcd_peer=$((base + 9))
postgres_port() { echo $((base + 10 + $1)); }
patroni_port() { echo $((base + 20 + $1)); }

# PostgreSQL refuses to run as root.
unprivileged=()
[ "$(id -u)" != 0 ] || unprivileged=(setpriv --reuid=postgres --regid=postgres --init-groups)

# start NAME COMMAND…: runs it on its own, its output in DIR/log, its process id in DIR/pids.
start() {
  local name=$1
  shift
  setsid "$@" >>"$dir/log/$name.log" 2>&1 </dev/null &
  echo $! >"$dir/pids/$name"
}

# until_true SECONDS WHAT COMMAND…
until_true() {
  local until=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || { echo "waited too long for $what; see $dir/log" >&2; exit 1; }
    sleep 0.2
  done
}

secret() { [ -s "$dir/secrets/$1" ] || (umask 077; od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$dir/secrets/$1"); cat "$dir/secrets/$1"; }
as_superuser() { PGPASSWORD=$(secret superuser) psql -qtAX -h 127.0.0.1 -p "$leader" -U postgres -v ON_ERROR_STOP=1 "$@"; }
answers() { curl -fsS -o /dev/null --max-time 2 "$1"; }

start_node() {
  local n=$1
  start "node-$n" env PATRONI_NAME="pg-$n" PATRONI_ETCD3_HOSTS="127.0.0.1:$etcd" \
    PATRONI_RESTAPI_LISTEN="127.0.0.1:$(patroni_port "$n")" PATRONI_RESTAPI_CONNECT_ADDRESS="127.0.0.1:$(patroni_port "$n")" \
    PATRONI_POSTGRESQL_LISTEN="127.0.0.1:$(postgres_port "$n")" \
    PATRONI_POSTGRESQL_CONNECT_ADDRESS="127.0.0.1:$(postgres_port "$n")" \
    PATRONI_POSTGRESQL_DATA_DIR="$dir/nodes/$n/data" PATRONI_POSTGRESQL_PGPASS="$dir/nodes/$n/pgpass" \
    PATRONI_POSTGRESQL_BIN_DIR="$pg_bin" \
    PATRONI_SUPERUSER_USERNAME=postgres PATRONI_SUPERUSER_PASSWORD="$(secret superuser)" \
    PATRONI_REPLICATION_USERNAME=replicator PATRONI_REPLICATION_PASSWORD="$(secret replication)" \
    "${unprivileged[@]}" patroni "$dir/nodes/$n/patroni.yml"
}

start_database() {
  start etcd etcd --data-dir "$dir/etcd" --listen-client-urls "http://127.0.0.1:$etcd" \
    --advertise-client-urls "http://127.0.0.1:$etcd" --listen-peer-urls "http://127.0.0.1:$etcd_peer" \
    --initial-advertise-peer-urls "http://127.0.0.1:$etcd_peer" --initial-cluster "default=http://127.0.0.1:$etcd_peer"
  until_true 20 etcd answers "http://127.0.0.1:$etcd/health"
  local synchronous=${SYNCHRONOUS:-true}
  sed "s/synchronous_mode\(.*\): true/synchronous_mode\1: $synchronous/" "$ops/patroni.yml" >"$dir/patroni.yml"
  [ "$synchronous" = true ] || sed -i 's/maximum_lag_on_failover: .*/maximum_lag_on_failover: 1073741824/' "$dir/patroni.yml"
  for n in 1 2 3; do
    mkdir -p "$dir/nodes/$n"
    cp "$dir/patroni.yml" "$dir/nodes/$n/patroni.yml"
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$dir/nodes/$n"
    start_node "$n"
  done
  start haproxy-database env LEADER="127.0.0.1:$leader" REPLICAS="127.0.0.1:$replicas" \
    PG_1="127.0.0.1:$(postgres_port 1)" PG_2="127.0.0.1:$(postgres_port 2)" PG_3="127.0.0.1:$(postgres_port 3)" \
    PATRONI_PORT_1="$(patroni_port 1)" PATRONI_PORT_2="$(patroni_port 2)" PATRONI_PORT_3="$(patroni_port 3)" \
    haproxy -db -q -f "$ops/haproxy-database.cfg"
  until_true 60 'a leader' as_superuser -c 'select 1'
  until_true 90 'two standbys' standbys 2
  as_superuser -c "select 1 from pg_roles where rolname = 'linggong'" | grep -q 1 || make_database
}

standbys() { [ "$(as_superuser -c "select count(*) from pg_stat_replication where state = 'streaming'")" -ge "$1" ]; }

# What a process asks for when it connects does not pass through a pool, so the role has it.
make_database() {
  as_superuser -c "create role linggong login password '$(secret linggong)'" \
    -c "alter role linggong set statement_timeout = '10s'" -c "alter role linggong set lock_timeout = '5s'" \
    -c "alter role linggong set idle_in_transaction_session_timeout = '15s'"
  as_superuser -c 'create database linggong owner linggong'
}

start_pool() {
  (umask 077; : >"$dir/secrets/userlist.txt")
  echo "\"linggong\" \"$(secret linggong)\"" >"$dir/secrets/userlist.txt"
  sed -e "s/host=database port=5432/host=127.0.0.1 port=$leader/" -e "s/^listen_addr.*/listen_addr = 127.0.0.1/" \
    -e "s/^listen_port.*/listen_port = $pool/" -e "s#^auth_file.*#auth_file = $dir/secrets/userlist.txt#" \
    "$ops/pgbouncer.ini" >"$dir/pgbouncer.ini"
  # Before 1.21 it does not follow prepared statements from one connection to another.
  if ! printf '1.21\n%s\n' "$("$pgbouncer" --version | sed -n 's/^PgBouncer //p')" | sort -CV; then
    sed -i -e 's/^pool_mode.*/pool_mode = session/' -e '/^max_prepared_statements/d' "$dir/pgbouncer.ini"
  fi
  [ "$(id -u)" != 0 ] || chown -R postgres "$dir/secrets" "$dir/pgbouncer.ini"
  start pgbouncer "${unprivileged[@]}" "$pgbouncer" -q "$dir/pgbouncer.ini"
}

start_processes() {
  (umask 077; : >"$dir/env")
  cat >"$dir/env" <<ENV
URL=http://127.0.0.1:$front
BASE_URL=http://127.0.0.1:$front
DATABASE_URL=postgres://linggong:$(secret linggong)@127.0.0.1:$pool/linggong
DATABASE_DIRECT_URL=postgres://linggong:$(secret linggong)@127.0.0.1:$leader/linggong?options=-c%20statement_timeout%3D0
DATABASE_POOL=20
DRAIN_SECONDS=5
TRUST_PROXY=127.0.0.1
NODE_ENV=production
HOST=127.0.0.1
LOG_LEVEL=warn
DATA_DIR=$dir/files
APP_SECRET=$(secret app)$(secret app)
MARKETS=cloudwork,iblock,gig,channel
ALIPAY_APP_ID=none
ALIPAY_SELLER_ID=none
ALIPAY_PRIVATE_KEY=none
ALIPAY_PUBLIC_KEY=none
SMS_PROVIDER=aliyun
SMS_KEY_ID=none
SMS_KEY_SECRET=none
ENV
  local program="$ops/../bin/linggong.js"
  (set -a && . "$dir/env" && node "$program" migrate >>"$dir/log/migrate.log" 2>&1)
  start_program() { local name=$1; shift; (set -a && . "$dir/env" && start "$name" node "$program" "$@"); }
  PORT=$serve_1 start_program serve-1 serve --no-work
  PORT=$serve_2 start_program serve-2 serve --no-work
  start_program work-1 work
  start_program work-2 work
  start haproxy env LISTEN="127.0.0.1:$front" SERVE_1="127.0.0.1:$serve_1" SERVE_2="127.0.0.1:$serve_2" \
    haproxy -db -q -f "$ops/haproxy.cfg"
  until_true 60 'the processes' answers "http://127.0.0.1:$serve_1/health/ready"
  until_true 60 'the processes' answers "http://127.0.0.1:$serve_2/health/ready"
  until_true 60 HAProxy answers "http://127.0.0.1:$front/health/ready"
}

members() {
  for n in 1 2 3; do
    curl -fsS --max-time 2 "http://127.0.0.1:$(patroni_port "$n")/cluster" 2>/dev/null && return
  done
  return 1
}

synchronous_standby() { members | grep -o '{[^{}]*"role": "sync_standby"[^{}]*}' | grep -o '"pg-[0-9]"' | grep -o '[0-9]'; }

# streams_to N FROM: whether node N has the log from node FROM.
streams_to() {
  PGPASSWORD=$(secret superuser) psql -qtAX -h 127.0.0.1 -p "$(postgres_port "$2")" -U postgres -d postgres \
    -c "select 1 from pg_stat_replication where application_name = 'pg-$1' and state = 'streaming'" | grep -q 1
}

# follow N FROM: node N has the log from node FROM, whoever leads; with no FROM, from the leader again.
follow() {
  cp "$dir/patroni.yml" "$dir/nodes/$1/patroni.yml"
  [ -z "${2:-}" ] || printf '\ntags:\n  replicatefrom: pg-%s\n' "$2" >>"$dir/nodes/$1/patroni.yml"
  kill -HUP "$(cat "$dir/pids/node-$1")"
}

# Nothing is acknowledged before a standby follows the new leader, and Patroni lets two seconds pass before one looks for it.
# So the third node has the log from the next leader before that one leads, and goes on having it from there.
switch_over() {
  local from to third
  from=$(leader_number)
  to=$(synchronous_standby)
  third=$((6 - from - to))
  follow "$third" "$to"
  until_true 20 "pg-$third to follow pg-$to" streams_to "$third" "$to"
  curl -fsS --max-time 60 -X POST -d "{\"leader\": \"pg-$from\", \"candidate\": \"pg-$to\"}" \
    "http://127.0.0.1:$(patroni_port "$from")/switchover"
  follow "$third"
}

leader_number() { members | grep -o '{[^{}]*"role": "leader"[^{}]*}' | grep -o '"pg-[0-9]"' | grep -o '[0-9]'; }

# Patroni, the postmaster and every child of it, all at once.
kill_node() {
  local n=$1 postmaster
  postmaster=$(head -n 1 "$dir/nodes/$n/data/postmaster.pid")
  kill -9 "$(cat "$dir/pids/node-$n")" "$postmaster" $(ps -o pid= --ppid "$postmaster") 2>/dev/null || true
}

stop_everything() {
  for name in haproxy serve-1 serve-2 work-1 work-2 pgbouncer haproxy-database node-1 node-2 node-3 etcd; do
    [ -e "$dir/pids/$name" ] || continue
    local pid
    pid=$(cat "$dir/pids/$name")
    if [[ $name == node-* ]]; then kill_node "${name#node-}"; fi
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 60); do kill -0 "$pid" 2>/dev/null || break; sleep 0.2; done
    kill -9 "$pid" 2>/dev/null || true
    rm -f "$dir/pids/$name"
  done
}

case $command in
  up)
    mkdir -p "$dir"/{log,pids,secrets,nodes,files}
    chmod 755 "$dir"
    start_database
    start_pool
    start_processes
    echo "Linggong is ready: http://127.0.0.1:$front (addresses: $dir/env)"
    ;;
  down) stop_everything ;;
  kill-node) kill_node "${3:?the number of a node}" ;;
  start-node) start_node "${3:?the number of a node}" ;;
  leader) leader_number ;;
  members) members ;;
  switchover) switch_over ;;
  *) echo "there is no command $command" >&2 && exit 1 ;;
esac
