#!/bin/sh
# Runs the controller on this machine, with the rights of its ServiceAccount in the cluster of the current context. The
# API server denies all other requests. The token expires after an hour. A command as arguments replaces cargo run.
set -eu
cd "$(dirname "$0")/.."

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
token=$(kubectl --namespace my-controller-system create token my-controller --duration=1h)
kubectl config view --minify --flatten --raw >"$directory/config"
KUBECONFIG=$directory/config
export KUBECONFIG
kubectl config unset users >/dev/null
kubectl config set-credentials my-controller --token="$token" >/dev/null
kubectl config set-context --current --user=my-controller >/dev/null
export WATCH_NAMESPACES=my-controller
export POD_NAME=local POD_NAMESPACE=my-controller-system
export LISTEN_ADDRESS=${LISTEN_ADDRESS-127.0.0.1:8080}
if [ $# -eq 0 ]; then
  set -- cargo run --locked
fi
"$@" &
child=$!
trap 'kill "$child"' INT TERM
# A signal ends the first wait; the second one lets the controller finish its current work.
wait "$child" || wait "$child"
