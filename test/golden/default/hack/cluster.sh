#!/bin/sh
# Prints the NetworkPolicy that lets the Pods of this repository reach the API server of the current context; needs kubectl.
#   hack/cluster.sh > deploy/api-server.yaml
#
# Engines that filter after translation (kindnet, kube-router of k3s, Calico) see the endpoint's address and port. Others
# see the Service's: each address has its own port. Cilium selects the API server by its identity, not by its address.
set -eu

kubernetes() {
  kubectl --namespace default get "$@"
}
service=$(kubernetes service kubernetes --output 'jsonpath={.spec.clusterIPs[*]}')
service_port=$(kubernetes service kubernetes --output 'jsonpath={.spec.ports[0].port}')
slices="endpointslices --selector kubernetes.io/service-name=kubernetes"
# shellcheck disable=SC2086 # two words on purpose
endpoints=$(kubernetes $slices --output 'jsonpath={.items[*].endpoints[*].addresses[*]}')
# shellcheck disable=SC2086
endpoint_port=$(kubernetes $slices --output 'jsonpath={.items[0].ports[0].port}')
if [ -z "$service" ] || [ -z "$endpoints" ]; then
  echo "the Service or the EndpointSlices \"kubernetes\" in the namespace default have no address" >&2
  exit 1
fi

# The rule for some addresses and their port.
rule() {
  port=$1
  shift
  echo "    - to:"
  for address in "$@"; do
    case $address in
      *:*) bits=128 ;;
      *) bits=32 ;;
    esac
    printf '        - ipBlock:\n            cidr: %s/%s\n' "$address" "$bits"
  done
  printf '      ports:\n        - protocol: TCP\n          port: %s\n' "$port"
}

cat <<END
# Written by hack/cluster.sh from the Service and the EndpointSlices "kubernetes" of the cluster. Run it again when these change.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: my-controller-api-server
  namespace: my-controller-system
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/part-of: my-controller
  policyTypes: [Egress]
  egress:
END
# shellcheck disable=SC2086 # one word for each address
rule "$service_port" $service
# shellcheck disable=SC2086
rule "$endpoint_port" $endpoints

if kubectl api-resources --api-group cilium.io --output name 2>/dev/null | grep --quiet '^ciliumnetworkpolicies'; then
  cat <<END
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata:
  name: my-controller-api-server
  namespace: my-controller-system
spec:
  endpointSelector:
    matchLabels:
      app.kubernetes.io/part-of: my-controller
  egress:
    - toEntities: [kube-apiserver]
END
fi
