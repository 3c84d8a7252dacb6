#!/bin/sh
# Writes the list of users from the secret, points the pool at DATABASE_HOST:DATABASE_PORT, and becomes PgBouncer.
set -eu
umask 077
printf '"linggong" "%s"\n' "$(cat "${DATABASE_PASSWORD_FILE:-/run/secrets/database}")" >/tmp/userlist.txt
sed -e "s/host=database port=5432/host=${DATABASE_HOST:-database} port=${DATABASE_PORT:-5432}/" \
  -e 's#^auth_file.*#auth_file = /tmp/userlist.txt#' /etc/pgbouncer/pgbouncer.ini >/tmp/pgbouncer.ini
exec pgbouncer -q /tmp/pgbouncer.ini
