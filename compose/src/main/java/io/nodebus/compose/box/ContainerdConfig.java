package io.nodebus.compose.box;

import io.nodebus.compose.image.StockImages;
import java.nio.file.Path;

/// The configuration of a node's containerd. Its paths are containerd's own: the node's directories
/// lie over them. Version 2 is read by 1.6, 1.7 and 2.x.
final class ContainerdConfig {
    private ContainerdConfig() {}

    /// @param plugins the folder of the CNI plugins
    /// @param registries a `certs.d` of the plane, looked into before the host's
    static String text(Path plugins, Path registries) {
        return """
        version = 2
        oom_score = 0
        disabled_plugins = [
          "io.containerd.snapshotter.v1.aufs",
          "io.containerd.snapshotter.v1.btrfs",
          "io.containerd.snapshotter.v1.devmapper",
          "io.containerd.snapshotter.v1.zfs",
        ]

        [debug]
          level = "info"

        [plugins."io.containerd.internal.v1.opt"]
          path = "/var/lib/containerd/opt"

        [plugins."io.containerd.grpc.v1.cri"]
          sandbox_image = "%s"
          restrict_oom_score_adj = true
          disable_tcp_service = true
          netns_mounts_under_state_dir = true
          stats_collect_period = 1
          [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
            runtime_type = "io.containerd.runc.v2"
          [plugins."io.containerd.grpc.v1.cri".cni]
            bin_dir = "%s"
            conf_dir = "/etc/cni/net.d"
          [plugins."io.containerd.grpc.v1.cri".registry]
            config_path = "%s:/etc/containerd/certs.d"
        """
                .formatted(StockImages.PAUSE, plugins, registries);
    }
}
