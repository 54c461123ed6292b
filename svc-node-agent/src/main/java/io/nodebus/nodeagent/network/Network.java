package io.nodebus.nodeagent.network;

import io.nodebus.nodeagent.routes.NetworkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes a plan true. Called again it sets right what others changed. One call at a time: callers
/// are virtual threads, and wait.
public final class Network {
    private static final Path FORWARDING = Path.of("/proc/sys/net/ipv4/ip_forward");

    private final CniConfig cni;
    private final IpCommand ip = new IpCommand();

    /// @param cniFolder where the runtime looks for its network
    /// @param cniTaken where `host-local` keeps which addresses are taken
    public Network(Path cniFolder, Path cniTaken) {
        this.cni = new CniConfig(cniFolder, cniTaken);
    }

    /// @throws NetworkFailure in the words of the kernel or the file system
    public synchronized void make(NetworkPlan plan) {
        forward();
        ip.add(plan.addresses());
        ip.apply(plan.routes());
        cni.write(plan.podCidr());
    }

    /// Pods are behind this node, so it has to pass packets on.
    private static void forward() {
        try {
            if (!Files.readString(FORWARDING).strip().equals("1")) {
                Files.writeString(FORWARDING, "1\n");
            }
        } catch (IOException e) {
            throw new NetworkFailure("cannot set %s: %s".formatted(FORWARDING, e.getMessage()), e);
        }
    }
}
