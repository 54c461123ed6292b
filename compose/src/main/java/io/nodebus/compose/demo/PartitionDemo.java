package io.nodebus.compose.demo;

import io.nodebus.compose.build.Jvm;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Refusal;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.plane.Plane;
import io.nodebus.compose.plane.PlaneNode;
import io.nodebus.compose.scratch.Await;
import io.nodebus.compose.scratch.Ctr;
import io.nodebus.compose.scratch.RunningJvm;
import io.nodebus.compose.scratch.ScratchPlane;
import io.nodebus.compose.scratch.ScratchPods;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// The bus dies for a while. Meanwhile a container is killed, and somebody wants a pod deleted.
public final class PartitionDemo {
    private static final String KEEPS = "keeps";
    private static final String GOES = "goes";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Set<Integer> LATER = Set.of(503, 504);

    private final Plane plane;
    private final PlaneNode node;
    private final Ctr ctr;
    private final ScratchPods pods;
    private final PrintWriter out;
    private final long began = System.nanoTime();
    private final List<Claim> claims = new ArrayList<>();

    private PartitionDemo(Plane plane, ApiClient api, PrintWriter out) {
        this.plane = plane;
        this.node = plane.nodes().getFirst();
        this.ctr = new Ctr(node);
        this.pods = new ScratchPods(api);
        this.out = out;
    }

    /// Answers whether everything it claims held.
    ///
    /// @param away how long the bus is dead
    public static boolean play(ScratchPlane scratch, Duration away, PrintWriter out)
            throws IOException {
        try (var api = scratch.api()) {
            return new PartitionDemo(scratch.plane(), api, out).play(away);
        }
    }

    private boolean play(Duration away) throws IOException {
        begin(KEEPS);
        begin(GOES);
        say("two pods run on %s: %s and %s".formatted(node.name(), KEEPS, GOES));
        var agent = agent();
        var first = ctr.running(KEEPS).getFirst();

        var broker = plane.file().pid("broker");
        plane.hold("broker");
        var dead = System.nanoTime();
        say(
                "the broker is dead (SIGKILL to process %d) for %d s"
                        .formatted(broker, away.toSeconds()));
        ctr.kill(first);
        say("the container of %s is killed, process %d of the node".formatted(KEEPS, first.pid()));
        Await.until("another container runs", () -> isAnother(first));
        var second = ctr.running(KEEPS).getFirst();
        say("it runs again, process %d; nobody had to be asked".formatted(second.pid()));
        var deletion = Thread.ofVirtual().start(this::delete);
        say("somebody wants %s deleted; the order cannot reach the node yet".formatted(GOES));
        while (System.nanoTime() - dead < away.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        var waited = ctr.running(GOES);
        var owed = OwedRecords.of(node);
        plane.release("broker");
        say("the broker may start again; the node owes it %d records".formatted(owed.size()));
        join(deletion);
        Await.until(GOES + " is gone", () -> ctr.running(GOES).isEmpty() && pods.isForgotten(GOES));
        say(GOES + " is gone");
        Await.until("the plane knows of the restart", () -> restarts().equals("1"));
        say("the plane knows of the restart");

        var records = ConsoleConsumer.all(plane.file().kafka());
        claim("the agent is still the same process", agent == agent(), "/proc, process " + agent);
        claim(
                "the container was started again while the bus was dead",
                !second.container().equals(first.container()),
                "ctr, %s after %s".formatted(brief(second.container()), brief(first.container())));
        claim(
                GOES + " ran for as long as no order could arrive, and is gone after",
                waited.size() == 1 && ctr.running(GOES).isEmpty(),
                "ctr, %d then %d".formatted(waited.size(), ctr.running(GOES).size()));
        arrived(owed, records);
        agree(records);
        out.println();
        claims.forEach(out::println);
        out.flush();
        return claims.stream().allMatch(Claim::holds);
    }

    private void begin(String name) {
        pods.sleeper(name, 1, "main");
        Await.until(name + " runs", () -> pods.runs(name));
    }

    private String restarts() {
        return pods.get(KEEPS).at("status").list("containerStatuses").stream()
                .map(container -> container.text("restartCount"))
                .collect(Collectors.joining());
    }

    private boolean isAnother(Ctr.Task first) {
        var running = ctr.running(KEEPS);
        return running.size() == 1 && !running.getFirst().equals(first);
    }

    /// As a patient person does: asks again when told that it cannot be confirmed now.
    private void delete() {
        while (true) {
            try {
                pods.delete(GOES);
                return;
            } catch (Refusal refusal) {
                if (!LATER.contains(refusal.code())) {
                    return;
                }
                say("the API: " + refusal.getMessage());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(ScratchPlane.PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long agent() {
        return RunningJvm.pid(plane, Jvm.NODE);
    }

    private void arrived(Set<String> owed, List<ConsoleConsumer.Line> records) {
        var there = records.stream().map(ConsoleConsumer.Line::id).collect(Collectors.toSet());
        var gaps = records.stream().filter(record -> record.type().startsWith("journal.")).toList();
        var missing = owed.stream().filter(id -> !there.contains(id)).toList();
        var uncounted =
                missing.stream()
                        .filter(id -> gaps.stream().noneMatch(gap -> isCounted(id, gap.json())))
                        .toList();
        claim(
                "each ce_id the node owed is in a topic, or counted by a gap record",
                !owed.isEmpty() && uncounted.isEmpty(),
                "its journal and Kafka's console consumer, %d owed, %d there, %d counted%s"
                        .formatted(
                                owed.size(),
                                owed.size() - missing.size(),
                                missing.size() - uncounted.size(),
                                uncounted.isEmpty() ? "" : ", lost: " + uncounted));
    }

    /// @param id `nodeUid/boot/seq`
    private static boolean isCounted(String id, Tree gap) {
        var parts = id.split("/", 3);
        var number = Long.parseLong(parts[2]);
        return gap.text("nodeUid").equals(parts[0])
                && gap.text("boot").equals(parts[1])
                && Long.parseLong(gap.text("from")) <= number
                && number <= Long.parseLong(gap.text("to"));
    }

    /// The last record of the pod tells of the very container that runs.
    private void agree(List<ConsoleConsumer.Line> records) {
        var told =
                records.stream()
                        .filter(record -> record.key().equals(node.name() + "/default/" + KEEPS))
                        .filter(record -> record.type().startsWith("pod.observed"))
                        .reduce((_, last) -> last)
                        .map(ConsoleConsumer.Line::value)
                        .orElse("");
        var runs = ctr.running(KEEPS);
        claim(
                "the log's last word on " + KEEPS + " is what runs",
                runs.size() == 1 && told.contains(runs.getFirst().container()),
                "ctr and Kafka's console consumer, container "
                        + runs.stream()
                                .map(Ctr.Task::container)
                                .map(PartitionDemo::brief)
                                .toList());
    }

    private static String brief(String container) {
        return container.substring(0, Math.min(12, container.length()));
    }

    private void claim(String text, boolean holds, String seen) {
        claims.add(new Claim(text, holds, seen));
    }

    private void say(String line) {
        synchronized (out) {
            out.println("%6.1f s  %s".formatted((System.nanoTime() - began) / 1e9, line));
            out.flush();
        }
    }
}
