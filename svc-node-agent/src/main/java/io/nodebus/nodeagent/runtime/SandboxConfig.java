package io.nodebus.nodeagent.runtime;

import io.nodebus.contracts.meta.Sorted;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a pod's sandbox is made from.
///
/// @param attempt counts the sandboxes of this uid
/// @param logDirectory absolute; container log paths are relative to it
/// @param cgroupParent absolute in the cgroup file system, e.g.
///   `/nodebus-p1/n1/kubepods/burstable/pod<uid>`
public record SandboxConfig(
        String namespace,
        String name,
        String uid,
        int attempt,
        String hostname,
        String logDirectory,
        String cgroupParent,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<Dns> dns) {
    public SandboxConfig {
        labels = Sorted.copy(labels);
        annotations = Sorted.copy(annotations);
    }

    /// The pod's resolv.conf.
    public record Dns(List<String> servers, List<String> searches, List<String> options) {
        public Dns {
            servers = List.copyOf(servers);
            searches = List.copyOf(searches);
            options = List.copyOf(options);
        }
    }
}
