#!/bin/sh
# Builds the MinIO server for the tests; its binaries are no longer published. Takes some minutes of one core, once.
set -e
export GOBIN="$HOME/.cache/graft-test/bin" CGO_ENABLED=0
[ -x "$GOBIN/minio" ] || nice go install github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c
echo "MinIO is $GOBIN/minio"
