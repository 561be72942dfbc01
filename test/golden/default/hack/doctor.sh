#!/bin/sh
# Why does it not work in this cluster? Compares the current context with deploy/; each line is ok, is unknown, or says what
# to do. It needs kubectl, changes nothing, and exits with 1 if something is wrong.
set -u
cd "$(dirname "$0")/.."

name=my-controller
namespace=my-controller-system
account="system:serviceaccount:$namespace:$name"
wrong=0

ok() {
  echo "ok      $1"
}
unknown() {
  echo "unknown $1"
  echo "        $2"
}
bad() {
  echo "wrong   $1"
  echo "        $2"
  wrong=1
}

if ! version=$(kubectl version --output yaml 2>&1); then
  bad "the API server of the current context does not answer" "$(echo "$version" | tail -n 1)"
  exit 1
fi
ok "the API server answers: context $(kubectl config current-context)"

policy=$(kubectl --namespace "$namespace" get networkpolicies "$name-api-server" --output yaml 2>/dev/null)
for address in $(kubectl --namespace default get service kubernetes --output 'jsonpath={.spec.clusterIPs[*]}') \
  $(kubectl --namespace default get endpointslices --selector kubernetes.io/service-name=kubernetes \
    --output 'jsonpath={.items[*].endpoints[*].addresses[*]}'); do
  if echo "$policy" | grep --quiet --fixed-strings "cidr: $address/"; then
    ok "the NetworkPolicy allows the API server at $address"
  else
    bad "no NetworkPolicy in $namespace allows the API server at $address" \
      "just cluster && kubectl apply --kustomize deploy"
  fi
done

engines=$(kubectl --all-namespaces=true get daemonsets --output 'jsonpath={.items[*].metadata.name}' 2>/dev/null | tr ' ' '\n' |
  grep --extended-regexp 'kindnet|calico-node|canal|cilium|kube-router|antrea|weave|flannel|ovnkube|anetd' | sort -u | tr '\n' ' ')
case $engines in
  "") ok "network engine: none of those that are known runs as a DaemonSet (k3s and managed clusters have it inside)" ;;
  *flannel*) bad "network engine: $engines" "flannel alone enforces no NetworkPolicy: default-deny is only on paper" ;;
  *) ok "network engine: $engines" ;;
esac

ok "nodes run: $(kubectl get nodes --output 'jsonpath={.items[*].status.nodeInfo.containerRuntimeVersion}' 2>/dev/null | tr ' ' '\n' | sort -u | tr '\n' ' ')(deploy/ demands nothing more; components/strict-nodes does)"

for crd in mycontrollers.example.dev; do
  if kubectl get crd "$crd" >/dev/null 2>&1; then
    ok "the CRD $crd is installed"
  else
    bad "the CRD $crd is not installed" "kubectl apply --server-side --kustomize deploy/crd"
  fi
done
if kubectl --namespace "$namespace" get lease "$name" >/dev/null 2>&1; then
  ok "the Lease is there"
else
  bad "the Lease $name in $namespace is not there" \
    "kubectl apply -f deploy/lease.yaml; Argo CD leaves Leases out unless resource.exclusions of argocd-cm says otherwise"
fi
if ! kubectl get namespace my-controller >/dev/null 2>&1; then
  bad "the namespace my-controller, which is watched, does not exist" "kubectl create namespace my-controller"
fi

deployment() {
  kubectl --namespace "$namespace" get deployment "$name" --output "jsonpath=$1" 2>/dev/null
}
# Prints why Pods are not ready. The Deployment says why a Pod is missing; the status of a Pod says the rest.
trouble() {
  {
    deployment '{.status.conditions[?(@.type=="ReplicaFailure")].message}' && echo
    kubectl --namespace "$namespace" get pods --selector "app.kubernetes.io/name=$name" --output 'jsonpath={range .items[*]}
{.status.reason} {.status.message}
{.status.conditions[?(@.type=="PodScheduled")].message}
{range .status.containerStatuses[*]}{.state.waiting.reason} {.state.waiting.message}
{end}{end}'
  } 2>/dev/null | grep '[^ ]' | grep --invert-match '^ContainerCreating' | sort -u
}
wanted=$(deployment '{.spec.replicas}')
if [ "${wanted:-0}" != 0 ] && [ -z "$(trouble)" ]; then
  kubectl --namespace "$namespace" rollout status "deployment/$name" --timeout=30s >/dev/null 2>&1
fi
ready=$(deployment '{.status.readyReplicas}')
why=$(trouble)

# Only a node knows whether it can pull the image: its message about a Pod with that image.
image=$(deployment '{.spec.template.spec.containers[0].image}')
pods=$(kubectl --namespace "$namespace" get pods --selector "app.kubernetes.io/name=$name" --output 'jsonpath={range .items[*]}
{.spec.containers[0].image}|{.status.containerStatuses[0].imageID}|{.status.containerStatuses[0].state.waiting.reason}|{end}' 2>/dev/null |
  grep --fixed-strings "$image|")
refused=$(echo "$pods" | cut -d '|' -f 3 | grep --extended-regexp 'Image|RegistryUnavailable' | sort -u | tr '\n' ' ')
pulled=$(echo "$pods" | cut -d '|' -f 2 | grep '[^ ]' | sort -u | tr '\n' ' ')
if [ -z "$image" ]; then
  :
elif [ -n "$refused" ]; then
  bad "the image $image cannot be pulled: $refused" "is the image published, and public? A package of ghcr.io is private at first"
elif [ -z "$pulled" ]; then
  unknown "whether the image $image can be pulled: no node has tried" "a running Pod shows it, and so does crictl pull on a node"
elif [ "$image" = "${image#*@sha256:}" ]; then
  unknown "whether the image can be pulled by its digest: $image names none" "its tag was pulled as $pulled"
else
  ok "the image was pulled by its digest: $image"
fi
case $why in
  *ImagePull* | *ErrImage* | *InvalidImageName*) what="see the line of the image above" ;;
  *AppArmor* | *SupplementalGroups*) what="the node cannot keep what components/strict-nodes demands: take it out" ;;
  *PodSecurity*) what="deploy/ as it was generated satisfies restricted: git diff deploy/" ;;
  "") what="kubectl --namespace $namespace describe pods" ;;
  *) what="kubectl --namespace $namespace describe pods; kubectl --namespace $namespace logs deployment/$name --previous" ;;
esac
case $wanted in
  "") bad "the Deployment $name in $namespace is not there" "kubectl apply --kustomize deploy" ;;
  0) ok "the Deployment is scaled to 0: no Pod runs" ;;
  "$ready") ok "$ready of $wanted Pods are ready" ;;
  *) bad "${ready:-0} of $wanted Pods are ready: ${why:-nothing says why}" "$what" ;;
esac

roles() {
  cat deploy/rbac.yaml
}
# One line per permission of deploy/rbac.yaml: verb, resource, group, name, namespace.
permissions=$(roles | kubectl create --dry-run=client --filename - --output go-template='
{{- $namespace := or .metadata.namespace "-" }}{{ range .rules }}{{ $rule := . }}{{ range .verbs }}{{ $verb := . }}
{{- range $rule.resources }}{{ $resource := . }}{{ range $rule.apiGroups }}{{ $group := . }}
{{- if $rule.resourceNames }}{{ range $rule.resourceNames }}{{ $verb }} {{ $resource }} {{ or $group "-" }} {{ . }} {{ $namespace }}
{{ end }}{{ else }}{{ $verb }} {{ $resource }} {{ or $group "-" }} - {{ $namespace }}
{{ end }}{{ end }}{{ end }}{{ end }}{{ end }}')
denied=$(echo "$permissions" | while read -r verb resource group object place; do
  [ -n "$verb" ] || continue
  what=${resource%%/*}
  [ "$group" = - ] || what="$what.$group"
  [ "$object" = - ] || what="$what/$object"
  set -- auth can-i "$verb" "$what" --as "$account" --quiet
  [ "$what" = "$resource" ] || case $resource in */*) set -- "$@" --subresource "${resource#*/}" ;; esac
  if [ "$place" = - ]; then set -- "$@" --all-namespaces; else set -- "$@" --namespace "$place"; fi
  kubectl "$@" 2>/dev/null || echo "$verb $resource $group $object $place"
done)
if [ -z "$denied" ]; then
  ok "$account has each permission of deploy/rbac.yaml"
else
  echo "$denied" | while read -r line; do echo "wrong   $account may not: $line"; done
  bad "permissions of deploy/rbac.yaml are not granted (or you may not ask: it needs impersonate)" "kubectl apply --kustomize deploy"
fi
exit "$wrong"
