package io.nodebus.nodeagent;

import io.nodebus.bus.journal.NodeLife;
import io.nodebus.bus.seal.NodeKey;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.wire.Features;
import io.nodebus.nodeagent.host.Host;
import io.nodebus.nodeagent.registration.Self;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.secrets.NodeKeyFile;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import io.nodebus.nodeagent.work.PodNames;
import io.nodebus.nodeagent.work.ThisNode;
import java.io.IOException;
import java.util.TreeMap;

/// Who this node is, put together from its journal, its settings and its machine.
record Identity(ThisNode node, Self self, NodeKey key) {
    /// The word before `://` while the runtime has not said its name.
    private static final String USUAL_RUNTIME = "containerd";

    /// Reads files, and asks the runtime for its name.
    static Identity of(NodeLife life, NodeAgentSettings settings, ContainerRuntime runtime)
            throws IOException {
        var name = settings.nodeName().orElseGet(Host::name);
        var address = settings.nodeAddress().orElseGet(Host::address);
        var capacity =
                Host.capacity(settings.capacity(), settings.maxPods(), settings.podLogsDir());
        var allocatable = Host.allocatable(capacity, settings.systemReserved());
        var key = NodeKeyFile.in(settings.nodeDir());
        var labels = new TreeMap<>(settings.nodeLabels());
        labels.put("kubernetes.io/hostname", name);
        labels.put("kubernetes.io/os", "linux");
        labels.put("kubernetes.io/arch", Host.architecture());
        return new Identity(
                new ThisNode(
                        name,
                        life.nodeUid(),
                        address,
                        allocatable,
                        capacity.getOrDefault("memory", Quantity.of(0)).units(),
                        runtimeName(runtime),
                        settings.podLogsDir().toString(),
                        settings.cgroupRoot(),
                        settings.nameServer()
                                .map(server -> new PodNames(server, settings.clusterDomain()))),
                new Self(
                        name,
                        life.nodeUid(),
                        address,
                        "",
                        "",
                        key.publicKey(),
                        capacity,
                        allocatable,
                        labels,
                        Features.KNOWN,
                        new Self.System(
                                version(),
                                Host.kernelVersion(),
                                Host.osImage(),
                                Host.architecture(),
                                Host.bootId()),
                        settings.network(),
                        settings.serviceCidr(),
                        settings.nameServer()),
                key);
    }

    /// The same, answering requests there.
    Identity answeringAt(int port, String fingerprint) {
        return new Identity(
                node,
                new Self(
                        self.name(),
                        self.uid(),
                        self.address(),
                        self.address() + ":" + port,
                        fingerprint,
                        self.publicKey(),
                        self.capacity(),
                        self.allocatable(),
                        self.labels(),
                        self.features(),
                        self.system(),
                        self.network(),
                        self.serviceCidr(),
                        self.nameServer()),
                key);
    }

    private static String version() {
        var version = Identity.class.getPackage().getImplementationVersion();
        return "nodebus " + (version == null ? "0.1.0" : version);
    }

    private static String runtimeName(ContainerRuntime runtime) {
        try {
            var version = runtime.version();
            var blank = version.indexOf(' ');
            return blank < 0 ? version : version.substring(0, blank);
        } catch (RuntimeFailure e) {
            return USUAL_RUNTIME;
        }
    }
}
