#!/bin/sh
# The controller on this machine, with its own ServiceAccount's rights in the cluster of the current context: what its roles do
# not grant is refused from the first minute. The token lives for an hour. With arguments, they are run in place of cargo.
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
# A signal ends the first wait; the second one lets the controller finish what it is at.
wait "$child" || wait "$child"
