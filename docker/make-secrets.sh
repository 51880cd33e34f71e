#!/usr/bin/env sh
# Makes the secrets that docker-compose.yml needs, once; those that are there already are kept.
set -eu
cd "$(dirname "$0")/.."
umask 077
mkdir -p secrets # nobody else enters it, so that the files themselves can be read by the containers' users
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
