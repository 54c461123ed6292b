#!/bin/sh
# Process 1 of a node. It lays the node's own directories over the host's, waits until the fabric
# has laid a cable, then keeps containerd and the agent running. Killing it is a power cut.
#
# It runs in network, mount and PID namespaces of its own and is told by environment:
#   NODEBUS_PLANE  the plane's folder, which stays visible
#   NODE_DIR       this node's folder in it: disk.img, containerd.toml
#   NODE_ADDRESSES hosts beyond the node that relays in it lead to, and NODE_HOSTS their names
#   NODE_LOG       where this script, containerd and the agent write
# Its arguments are the agent's command line. It says `pid N` (as the host counts) on stdout when
# it is there, and goes on when it is told `go` on stdin.
set -eu

# A step that fails ends the node: half a node is worse than none.
lay_directories() {
    mount -t tmpfs -o mode=755,size=64m tmpfs /run
    mkdir /run/disk /run/plane /run/lock
    mount --bind "$NODEBUS_PLANE" /run/plane
    if ! mount -o loop "$NODE_DIR/disk.img" /run/disk; then
        echo "no loop device: the node's disk is memory" >&2
        mount -t tmpfs -o size=1g tmpfs /run/disk
    fi
    cd /run/disk
    mkdir -p containerd cni log node over/etc over/lib work/etc work/lib

    # /etc/cni, /var/lib/containerd and /var/lib/cni need not exist on the host, and nothing may be
    # made there to mount on: so the node has copies-on-write of their parents.
    hosts=$(cat /etc/hosts 2>/dev/null || :)
    mount -t overlay -o "lowerdir=/etc,upperdir=over/etc,workdir=work/etc" overlay /etc
    mount -t overlay -o "lowerdir=/var/lib,upperdir=over/lib,workdir=work/lib" overlay /var/lib
    if [ -d "$NODEBUS_PLANE" ]; then
        mount --bind /run/plane "$NODEBUS_PLANE"
    fi
    umount /run/plane

    printf '%s\n' "$hosts" "$NODE_HOSTS" >/etc/hosts

    mkdir -p /etc/cni/net.d /var/lib/containerd /var/lib/cni /var/lib/nodebus/node
    mount --bind containerd /var/lib/containerd
    mount --bind cni /var/lib/cni
    mount --bind node /var/lib/nodebus/node
    mount --bind log /var/log
    mount -t proc proc /proc
    cd /
}

longer() {
    case $1 in
        0.1) echo 0.3 ;;
        0.3) echo 1 ;;
        1) echo 3 ;;
        *) echo 5 ;;
    esac
}

# keep NAME COMMAND...: runs it for ever. It starts again at once after a good while, later and
# later when it keeps falling.
keep() {
    name=$1
    shift
    delay=0.1
    while :; do
        began=$(date +%s)
        "$@" </dev/null &
        echo $! >"/run/nodebus/$name.pid"
        code=0
        wait $! || code=$?
        if [ $(($(date +%s) - began)) -ge 20 ]; then
            delay=0.1
        fi
        echo "$name ended with $code, starts again in $delay s" >&2
        sleep "$delay"
        delay=$(longer "$delay")
    done
}

# The agent may close its journal; whatever else runs ends with this process.
end() {
    trap '' TERM
    kill "$keeper" 2>/dev/null || :
    agent=$(cat /run/nodebus/agent.pid 2>/dev/null) || exit 0
    kill "$agent" 2>/dev/null || exit 0
    patience=50
    while [ $patience -gt 0 ] && kill -0 "$agent" 2>/dev/null; do
        sleep 0.1
        patience=$((patience - 1))
    done
    exit 0
}

ip link set lo up
for address in $NODE_ADDRESSES; do
    ip addr add "$address/32" dev lo
done
read -r pid _ </proc/self/stat
echo "pid $pid"
exec >>"$NODE_LOG" 2>&1
read -r go
exec </dev/null

lay_directories
mkdir -p /run/nodebus
echo 1 >/proc/sys/net/ipv4/ip_forward

keep containerd containerd --config "$NODE_DIR/containerd.toml" &
keep agent "$@" &
keeper=$!
trap end TERM

# Not only our own children: whoever loses its parent in here becomes ours, and is reaped here too.
while :; do
    wait || :
done
