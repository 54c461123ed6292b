package io.nodebus.nodeagent;

import io.nodebus.nodeagent.nodeapi.NodeFigures;
import io.nodebus.nodeagent.readings.Cgroups;
import io.nodebus.nodeagent.readings.Disks;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import io.nodebus.nodeagent.usage.DiskUsage;
import io.nodebus.nodeagent.usage.NodeUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/// What this node uses, for its API.
record OwnFigures(
        String nodeName,
        Instant startedAt,
        NodeAgentSettings settings,
        Cgroups cgroups,
        Disks disks)
        implements NodeFigures {
    static OwnFigures of(String nodeName, NodeAgentSettings settings, InstantSource clock) {
        return new OwnFigures(
                nodeName,
                clock.instant(),
                settings,
                new Cgroups(Path.of("/sys/fs/cgroup"), Path.of("/proc"), clock),
                new Disks(clock));
    }

    @Override
    public NodeUsage usage() throws IOException {
        return cgroups.read(settings.cgroupRoot());
    }

    @Override
    public DiskUsage disk() throws IOException {
        return disks.read(settings.podLogsDir());
    }
}
