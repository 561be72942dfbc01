#!/bin/sh
# Prints the requests of ServiceAccounts in the kind cluster of hack/up.sh: one record of audit.k8s.io/v1 per line.
#   sh hack/audit-log.sh > audit.log && create-kube-secure-controller rbac --observed audit.log
set -eu
docker exec my-controller-control-plane cat /var/log/kubernetes/audit.log
