#!/usr/bin/env sh
# Makes the secrets that docker-compose.yml needs, once; those that are there already are kept.
set -eu
cd "$(dirname "$0")/.."
umask 077
mkdir -p secrets # mode 0700 keeps other users out, so the files themselves may be readable for the users of the containers
random() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
make() {
  if [ -s "secrets/$1" ]; then return; fi
  printf '%s%s' "$2" "$(random)" > "secrets/$1"
  chmod 0444 "secrets/$1"
  echo "made secrets/$1"
}
make postgres-password ''
make s3-secret-key ''
make owner-token 'graft_'
echo "The owner's token: $(cat secrets/owner-token)"
