#!/bin/sh
# From nothing to a first Document that is Ready, in a cluster on this machine.
#   hack/up.sh kind    needs docker, kind and kubectl
#   hack/up.sh k3d     needs docker, k3d and kubectl
#   hack/up.sh here    into the cluster of the current context, which has the image already or runs the controller elsewhere
set -eu
cd "$(dirname "$0")/.."

name=two-namespaces
image=ghcr.io/acme/two-namespaces:dev

case ${1-} in
  kind)
    kind get clusters | grep --quiet --line-regexp "$name" || kind create cluster --name "$name" --config hack/kind.yaml
    kubectl config use-context "kind-$name"
    docker build --tag "$image" .
    kind load docker-image "$image" --name "$name"
    ;;
  k3d)
    k3d cluster get "$name" >/dev/null 2>&1 || k3d cluster create "$name"
    kubectl config use-context "k3d-$name"
    docker build --tag "$image" .
    k3d image import "$image" --cluster "$name"
    ;;
  here) ;;
  *)
    echo "usage: hack/up.sh kind|k3d|here" >&2
    exit 2
    ;;
esac

kubectl apply --server-side --kustomize deploy/crd
kubectl wait --for=condition=Established --timeout=60s crd/documents.example.dev
kubectl apply --kustomize hack
sh hack/cluster.sh | kubectl apply --filename -
if [ "$1" != here ]; then
  # The tag is the same, but the image is new: only a new Pod runs it.
  kubectl --namespace two-namespaces-system rollout restart "deployment/$name"
  kubectl --namespace two-namespaces-system rollout status "deployment/$name" --timeout=120s || sh hack/doctor.sh
fi
kubectl apply --filename deploy/samples
kubectl --namespace team-a wait --for=condition=Ready --timeout=60s documents.example.dev/example
