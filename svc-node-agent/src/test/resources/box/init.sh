#!/bin/bash
# PID 1 of a box: a node's own network, mount and process namespaces around one containerd.
# Usage: init.sh DIR TOOLS. DIR holds disk.ext4. Verbs on stdin: "start", "kill", "registry". Ends with stdin, and takes
# everything in the box along.
set -eu
dir=$1 tools=$2

mount -t proc proc /proc
mkdir -p "$dir/disk"
mount -o loop "$dir/disk.ext4" "$dir/disk"
disk=$dir/disk

# A host need not have these folders, and must not get them: a copy-on-write layer takes them.
for parent in /etc /var/lib; do
    mkdir -p "$disk/over$parent/upper" "$disk/over$parent/work"
    mount -t overlay overlay -o "lowerdir=$parent,upperdir=$disk/over$parent/upper,workdir=$disk/over$parent/work" "$parent"
done
for own in /run /var/lib/containerd /var/lib/cni /var/log /etc/cni /etc/containerd; do
    mkdir -p "$own" "$disk/own$own"
    mount --bind "$disk/own$own" "$own"
done
mkdir -p /etc/cni/net.d /etc/containerd/certs.d
cp "$dir/config.toml" /etc/containerd/config.toml
cp "$dir/ptp.conflist" /etc/cni/net.d/10-box.conflist
if [ -d "$dir/certs.d" ]; then cp -r "$dir/certs.d" /etc/containerd/; fi

ip link set lo up
echo 1 > /proc/sys/net/ipv4/ip_forward
export PATH=$PATH:$tools/usr/sbin:$tools/usr/bin:$tools/bin

# bash reaps whatever else ends here.
while read -r verb; do
    case $verb in
        start) containerd --config /etc/containerd/config.toml >> "$dir/containerd.log" 2>&1 & echo $! > "$dir/containerd.pid" ;;
        kill) kill -9 "$(cat "$dir/containerd.pid")" ;;
        registry) docker-registry serve "$dir/registry.yml" >> "$dir/registry.log" 2>&1 & ;;
    esac
done
