package io.nodebus.nodeagent.nodeapi;

import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.ContainerUsage;
import io.nodebus.nodeagent.usage.CpuRates;
import io.nodebus.nodeagent.usage.DiskUsage;
import io.nodebus.nodeagent.usage.NodeUsage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// `/stats/summary`: what the node and its containers use, in kubelet's shape. Figures are read
/// when somebody asks; rates come from the last time somebody did.
final class Summary {
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final String NODE = "node";

    private final NodePods pods;
    private final ContainerRuntime runtime;
    private final NodeFigures figures;
    private final AtomicReference<CpuRates> rates = new AtomicReference<>(new CpuRates());

    Summary(NodePods pods, ContainerRuntime runtime, NodeFigures figures) {
        this.pods = pods;
        this.runtime = runtime;
        this.figures = figures;
    }

    Map<String, Object> read() throws IOException {
        var usage = figures.usage();
        rates.updateAndGet(r -> r.since(usage.at().minus(FORGOTTEN)));
        return Map.of(
                "node",
                node(usage, figures.disk()),
                "pods",
                pods.all().stream().map(this::pod).toList());
    }

    private Map<String, Object> node(NodeUsage usage, DiskUsage disk) {
        var node = new LinkedHashMap<String, Object>();
        node.put("nodeName", figures.nodeName());
        node.put("startTime", figures.startedAt().toString());
        node.put("cpu", cpu(NODE, figures.startedAt(), usage.at(), usage.cpuNanoseconds()));
        node.put(
                "memory",
                Map.of(
                        "time", usage.at().toString(),
                        "workingSetBytes", usage.memoryWorkingSetBytes(),
                        "availableBytes",
                                usage.memoryCapacityBytes() - usage.memoryWorkingSetBytes()));
        node.put("fs", fs(disk));
        node.put("runtime", Map.of("imageFs", fs(disk)));
        return node;
    }

    private static Map<String, Object> fs(DiskUsage disk) {
        return Map.of(
                "time", disk.at().toString(),
                "capacityBytes", disk.capacityBytes(),
                "usedBytes", disk.usedBytes(),
                "availableBytes", disk.availableBytes(),
                "inodes", disk.inodes(),
                "inodesFree", disk.inodesFree(),
                "inodesUsed", disk.inodes() - disk.inodesFree());
    }

    private Map<String, Object> pod(PodHere pod) {
        var containers = new ArrayList<Map<String, Object>>();
        for (var container : pod.containers()) {
            container
                    .current()
                    .filter(PodHere.Attempt::running)
                    .flatMap(attempt -> container(container.name(), attempt))
                    .ifPresent(containers::add);
        }
        var tree = new LinkedHashMap<String, Object>();
        var metadata = pod.pod().metadata();
        tree.put(
                "podRef",
                Map.of(
                        "name", metadata.name().orElse(""),
                        "namespace", metadata.namespace().orElse(""),
                        "uid", pod.pod().uid()));
        pod.state().startedAt().ifPresent(at -> tree.put("startTime", at.toString()));
        tree.put("containers", containers);
        total(containers, "cpu", "usageNanoCores").ifPresent(sum -> tree.put("cpu", sum));
        total(containers, "memory", "workingSetBytes").ifPresent(sum -> tree.put("memory", sum));
        return tree;
    }

    private Optional<Map<String, Object>> container(String name, PodHere.Attempt attempt) {
        return runtime.usage(attempt.containerId()).map(usage -> container(name, attempt, usage));
    }

    private Map<String, Object> container(
            String name, PodHere.Attempt attempt, ContainerUsage usage) {
        var started = attempt.startedAt().orElse(usage.at());
        return Map.of(
                "name", name,
                "startTime", started.toString(),
                "cpu", cpu(attempt.containerId(), started, usage.at(), usage.cpuNanoseconds()),
                "memory",
                        Map.of(
                                "time", usage.at().toString(),
                                "workingSetBytes", usage.memoryWorkingSetBytes()),
                "rootfs", Map.of("usedBytes", usage.writableLayerBytes()));
    }

    private Map<String, Object> cpu(String counter, Instant start, Instant at, long nanoseconds) {
        var known = rates.updateAndGet(r -> r.with(counter, start, at, nanoseconds));
        var cpu = new LinkedHashMap<String, Object>();
        cpu.put("time", at.toString());
        cpu.put("usageCoreNanoSeconds", nanoseconds);
        known.nanoCores(counter).ifPresent(rate -> cpu.put("usageNanoCores", rate));
        return cpu;
    }

    private static Optional<Map<String, Object>> total(
            List<Map<String, Object>> containers, String part, String key) {
        var sum = 0L;
        for (var container : containers) {
            if (container.get(part) instanceof Map<?, ?> figures
                    && figures.get(key) instanceof Long figure) {
                sum += figure;
            }
        }
        return containers.isEmpty() ? Optional.empty() : Optional.of(Map.of(key, sum));
    }
}
