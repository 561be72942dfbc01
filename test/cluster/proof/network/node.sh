# A node, a Pod on it and an API server behind it, each with its own network. The node translates the Service's address
# to the endpoint's, as kube-proxy does. It runs in its own namespaces (unshare --net --mount), which end with it.
#   node.sh SERVICE SERVICE_PORT ENDPOINT ENDPOINT_PORT
set -eu
service=$1 service_port=$2 endpoint=$3 endpoint_port=$4

mount -t tmpfs tmpfs /run # where ip keeps its names: these are nobody else's
ip netns attach node $$
ip netns add pod
ip netns add api
ip link add to-pod type veth peer name eth0 netns pod
ip link add to-api type veth peer name eth0 netns api

ip address add 198.18.0.1/24 dev to-pod
ip -n pod address add 198.18.0.2/24 dev eth0
ip address add 198.19.0.1/24 dev to-api
ip -n api address add 198.19.0.2/24 dev eth0
ip -n api address add "$endpoint/32" dev eth0
ip link set to-pod up
ip link set to-api up
for namespace in pod api; do
  ip -n "$namespace" link set lo up
  ip -n "$namespace" link set eth0 up
done
ip route add "$endpoint/32" via 198.19.0.2
ip -n pod route add default via 198.18.0.1
ip -n api route add default via 198.19.0.1
echo 1 >/proc/sys/net/ipv4/ip_forward

nft -f - <<END
table ip proxy {
  chain services {
    type nat hook prerouting priority dstnat
    ip daddr $service tcp dport $service_port dnat to $endpoint:$endpoint_port
  }
}
END
exec ip netns exec api "$NODE" -e '
  const [address, ...ports] = process.argv.slice(1);
  let missing = ports.length;
  for (const port of ports)
    require("net").createServer((socket) => socket.end()).listen(port, address, () => --missing || console.log("listening"));
' "$endpoint" "$endpoint_port" "$((endpoint_port - 1))"
