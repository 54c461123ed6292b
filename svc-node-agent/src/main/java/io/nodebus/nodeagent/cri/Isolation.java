package io.nodebus.nodeagent.cri;

import io.nodebus.cri.v1.LinuxContainerSecurityContext;
import io.nodebus.cri.v1.NamespaceMode;
import io.nodebus.cri.v1.NamespaceOption;
import java.util.List;

/// What a container of a plain pod may see, as kubelet asks for it. The CRI's own defaults are
/// looser: unasked, all containers of a pod share one PID namespace, and nothing of /proc is
/// masked.
final class Isolation {
    static final NamespaceOption NAMESPACES =
            NamespaceOption.newBuilder()
                    .setNetwork(NamespaceMode.POD)
                    .setPid(NamespaceMode.CONTAINER)
                    .setIpc(NamespaceMode.POD)
                    .build();

    private static final List<String> MASKED =
            List.of(
                    "/proc/asound",
                    "/proc/acpi",
                    "/proc/interrupts",
                    "/proc/kcore",
                    "/proc/keys",
                    "/proc/latency_stats",
                    "/proc/timer_list",
                    "/proc/timer_stats",
                    "/proc/sched_debug",
                    "/proc/scsi",
                    "/sys/firmware",
                    "/sys/devices/virtual/powercap");

    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    static final LinuxContainerSecurityContext CONTAINER =
            LinuxContainerSecurityContext.newBuilder()
                    .setNamespaceOptions(NAMESPACES)
                    .addAllMaskedPaths(MASKED)
                    .addAllReadonlyPaths(READ_ONLY)
                    .build();

    private Isolation() {}
}
