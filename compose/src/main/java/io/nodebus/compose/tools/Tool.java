package io.nodebus.compose.tools;

import java.util.List;

/// A program nodes need.
///
/// The harmless ones are installed with apt. Debian's containerd starts a service, and a static
/// busybox drives out the other one: those packages are only unpacked into the cache.
public enum Tool {
    UNSHARE("unshare", "util-linux", Way.INSTALLED, "makes a node's namespaces"),
    NSENTER("nsenter", "util-linux", Way.INSTALLED, "enters a node"),
    MOUNT("mount", "mount", Way.INSTALLED, "lays a node's directories"),
    LOSETUP("losetup", "mount", Way.INSTALLED, "frees a node's disk"),
    MKFS_EXT4("mkfs.ext4", "e2fsprogs", Way.INSTALLED, "formats a node's disk"),
    IP("ip", "iproute2", Way.INSTALLED, "lays the fabric's cables"),
    NFT("nft", "nftables", Way.INSTALLED, "Service rules"),
    IPTABLES("iptables", "iptables", Way.INSTALLED, "Service rules"),
    CONNTRACK("conntrack", "conntrack", Way.INSTALLED, "forgets flows to endpoints that left"),
    CONTAINERD("containerd", "containerd", Way.UNPACKED, "runs containers"),
    SHIM("containerd-shim-runc-v2", "containerd", Way.UNPACKED, "runs containers"),
    CTR("ctr", "containerd", Way.UNPACKED, "loads images"),
    RUNC("runc", "runc", Way.UNPACKED, "runs containers"),
    CNI_PTP("ptp", "containernetworking-plugins", Way.UNPACKED, "the network of pods"),
    CNI_HOST_LOCAL(
            "host-local", "containernetworking-plugins", Way.UNPACKED, "the addresses of pods"),
    CNI_LOOPBACK("loopback", "containernetworking-plugins", Way.UNPACKED, "the loopback of pods"),
    BUSYBOX("busybox", "busybox-static", Way.UNPACKED, "the example's images, static");

    /// How a missing tool is got.
    public enum Way {
        INSTALLED,
        UNPACKED
    }

    private final String program;
    private final String debianPackage;
    private final Way way;
    private final String purpose;

    Tool(String program, String debianPackage, Way way, String purpose) {
        this.program = program;
        this.debianPackage = debianPackage;
        this.way = way;
        this.purpose = purpose;
    }

    public String program() {
        return program;
    }

    public String debianPackage() {
        return debianPackage;
    }

    public Way way() {
        return way;
    }

    /// What nodes need it for.
    public String purpose() {
        return purpose;
    }

    /// Where it may lie below a root, best first.
    List<String> folders() {
        return switch (this) {
            case CNI_PTP, CNI_HOST_LOCAL, CNI_LOOPBACK -> List.of("usr/lib/cni", "opt/cni/bin");
            default ->
                    List.of(
                            "usr/local/sbin",
                            "usr/local/bin",
                            "usr/sbin",
                            "usr/bin",
                            "sbin",
                            "bin");
        };
    }

    boolean isPlugin() {
        return this == CNI_PTP || this == CNI_HOST_LOCAL || this == CNI_LOOPBACK;
    }
}
