package io.nodebus.nodeagent.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.bus.Await;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.nodeagent.box.NodeBox;
import io.nodebus.nodeagent.cri.Containerd;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.runtime.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What really runs in a box: containerd's own client tells processes, the CRI tells whose they
/// are, the kernel since when they run. The agent is not asked.
final class Truth implements AutoCloseable {
    private static final int START_TIME = 19;

    private final NodeBox box;
    private final Containerd cri;

    Truth(NodeBox box) {
        this.box = box;
        this.cri = new Containerd(box.socket());
    }

    /// One process of a container.
    ///
    /// @param pid in the box
    /// @param since in clock ticks after the machine's start: a number that is used again has
    ///   another one
    record Life(String containerId, int attempt, long pid, String since) {}

    /// The container of that name.
    Life life(Pod pod, String container) {
        return Objects.requireNonNull(lives(pod).get(container), container);
    }

    /// The containers of a pod that run, by name; fails when one of a name runs twice.
    Map<String, Life> lives(Pod pod) {
        var pids = pids();
        return cri.containers().stream()
                .filter(it -> uid(it).equals(pod.uid()) && pids.containsKey(it.id()))
                .collect(
                        Collectors.toMap(
                                ContainerSeen::name,
                                it -> life(it, Objects.requireNonNull(pids.get(it.id()))),
                                (one, other) -> {
                                    throw new AssertionError("twice: " + one + " and " + other);
                                },
                                TreeMap::new));
    }

    private Life life(ContainerSeen container, long pid) {
        try {
            var stat = Files.readString(box.seen("/proc/" + pid + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Life(container.id(), container.attempt(), pid, fields[START_TIME]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// By id of container or sandbox, in the words of `ctr`.
    private Map<String, Long> pids() {
        return box.ctr("tasks", "list")
                .lines()
                .skip(1)
                .map(line -> line.split(" +", -1))
                .filter(words -> words[2].equals("RUNNING"))
                .collect(Collectors.toMap(words -> words[0], words -> Long.parseLong(words[1])));
    }

    private static String uid(ContainerSeen container) {
        return String.valueOf(container.labels().get("io.kubernetes.pod.uid"));
    }

    /// Nothing runs but these pods, each container of theirs once, each in one sandbox, and no
    /// attempt was left out.
    void requireExactly(Collection<Pod> pods) {
        var uids = new TreeSet<>(pods.stream().map(Pod::uid).toList());
        Await.until(() -> running().equals(listed()), () -> running() + " and " + listed());
        assertEquals(
                uids,
                new TreeSet<>(cri.sandboxes().stream().map(Sandbox::uid).toList()),
                "pods of the sandboxes");
        assertEquals(uids.size(), cri.sandboxes().size(), () -> cri.sandboxes().toString());
        for (var pod : pods) {
            var lives = lives(pod);
            assertEquals(
                    pod.spec().containers().stream().map(it -> it.name()).sorted().toList(),
                    List.copyOf(lives.keySet()));
            lives.forEach((name, life) -> requireNoGap(pod, name, life.attempt()));
        }
    }

    private Set<String> running() {
        return pids().keySet();
    }

    /// What has a process according to the CRI.
    private Set<String> listed() {
        var ids = new TreeSet<String>();
        cri.sandboxes().stream().filter(Sandbox::ready).map(Sandbox::id).forEach(ids::add);
        cri.containers().stream()
                .filter(it -> it.state() == ContainerSeen.State.RUNNING)
                .map(ContainerSeen::id)
                .forEach(ids::add);
        return ids;
    }

    /// Every attempt has a log of its own.
    private void requireNoGap(Pod pod, String container, int last) {
        var folder =
                AgentJvm.logs(box)
                        .resolve(pod.key().replace('/', '_') + "_" + pod.uid())
                        .resolve(container);
        try (var logs = Files.list(folder)) {
            assertEquals(
                    IntStream.rangeClosed(0, last).mapToObj(it -> it + ".log").toList(),
                    logs.map(it -> it.getFileName().toString()).sorted().toList(),
                    () -> "attempts in " + folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGKILL for the process, by the kernel: containerd need not be there.
    void kill(Life life) {
        box.kill(life.pid());
    }

    /// Waits until the next attempt of a container runs; nobody else has to say so.
    void awaitNext(Pod pod, String container, int attempt) {
        Await.until(
                () ->
                        cri.containers().stream()
                                .filter(it -> uid(it).equals(pod.uid()))
                                .filter(it -> it.state() == ContainerSeen.State.RUNNING)
                                .anyMatch(it ->
                                        it.name().equals(container) && it.attempt() == attempt),
                () -> cri.containers());
    }

    void awaitContainerd() {
        Await.until(this::answers, () -> "containerd does not answer");
    }

    private boolean answers() {
        try {
            return !cri.version().isEmpty();
        } catch (RuntimeFailure away) {
            return false;
        }
    }

    @Override
    public void close() {
        cri.close();
    }
}
