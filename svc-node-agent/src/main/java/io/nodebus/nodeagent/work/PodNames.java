package io.nodebus.nodeagent.work;

import io.nodebus.nodeagent.runtime.SandboxConfig.Dns;
import java.util.List;

/// How the pods of a node find Services by name: what Kubernetes calls `ClusterFirst`.
///
/// @param server address that answers
/// @param domain e.g. `cluster.local`
public record PodNames(String server, String domain) {
    /// kubelet's: a name with fewer dots is looked for in the cluster first.
    private static final String DOTS = "ndots:5";

    Dns of(String namespace) {
        return new Dns(
                List.of(server),
                List.of(namespace + ".svc." + domain, "svc." + domain, domain),
                List.of(DOTS));
    }
}
