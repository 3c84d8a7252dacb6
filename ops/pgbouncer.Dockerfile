# docker build -f ops/pgbouncer.Dockerfile -t linggong-pgbouncer ops
# Debian 13 has PgBouncer 1.24, which follows prepared statements when it lends connections by the transaction.
FROM debian:trixie-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends pgbouncer \
  && rm -rf /var/lib/apt/lists/*
COPY pgbouncer.ini /etc/pgbouncer/pgbouncer.ini
# The password of the database's user comes as the file /run/secrets/database.
COPY pgbouncer-entry.sh /usr/local/bin/pgbouncer-entry
USER 65534:65534
EXPOSE 6432
ENTRYPOINT ["pgbouncer-entry"]
