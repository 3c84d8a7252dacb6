# docker build -f ops/backup.Dockerfile -t linggong-backup ops
FROM postgres:16-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends rclone && rm -rf /var/lib/apt/lists/*
COPY backup.sh /usr/local/bin/backup
USER 999:999
ENTRYPOINT ["backup"]
