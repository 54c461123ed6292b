package io.nodebus.compose.bench;

import io.nodebus.bus.Bus;
import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.wire.Json;
import io.nodebus.compose.build.Jvm;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.plane.Plane;
import io.nodebus.compose.plane.PlaneNode;
import io.nodebus.compose.scratch.Await;
import io.nodebus.compose.scratch.Ctr;
import io.nodebus.compose.scratch.ScratchPlane;
import io.nodebus.compose.scratch.ScratchPods;
import io.nodebus.contracts.pod.PodState;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/// `bench pods`: how long a pod takes through the whole loop, beside the bare calls to containerd,
/// in turns; how long a restart takes to be ordered; what the processes take when idle.
public final class PodsBench {
    static final double MOST_RATIO = 1.3;
    static final double MOST_RESTART_MILLIS = 10;
    static final long MOST_NODE_MIB = 150;
    static final double MOST_CPU_PERCENT = 1;

    private static final int WARM_UP = 5;

    private final PlaneNode node;
    private final Ctr ctr;
    private final ScratchPods pods;
    private final Sightings sightings;
    private final RuntimeLog log;
    private final PrintWriter out;
    private final Spread loop = new Spread();
    private final Spread accepted = new Spread();
    private final Spread floor = new Spread();
    private final Spread restart = new Spread();

    private PodsBench(Plane plane, ApiClient api, Sightings sightings, PrintWriter out) {
        this.node = plane.nodes().getFirst();
        this.ctr = new Ctr(node);
        this.pods = new ScratchPods(api);
        this.sightings = sightings;
        this.log = new RuntimeLog(plane.dir().log(node.name()));
        this.out = out;
    }

    /// Answers whether it stays within its bounds.
    ///
    /// @param rounds of each kind
    /// @param settle how long nothing happens before it counts as idle: what started still compiles
    /// @param idle how long that is looked at
    public static boolean run(
            ScratchPlane scratch, int rounds, Duration settle, Duration idle, PrintWriter out)
            throws IOException {
        var plane = scratch.plane();
        out.println("idle for %d + %d s".formatted(settle.toSeconds(), idle.toSeconds()));
        out.flush();
        var figures = Idle.of(plane, settle, idle);
        var vertx = Vertx.vertx();
        try (var api = scratch.api()) {
            var sightings = new Sightings();
            var bus =
                    KafkaBus.start(vertx, KafkaSettings.at(plane.file().kafka(), "bench")).await();
            hear(vertx, bus, sightings);
            var bench = new PodsBench(plane, api, sightings, out);
            bench.play(rounds);
            return bench.report(figures);
        } finally {
            vertx.close().await();
        }
    }

    private static void hear(Vertx vertx, Bus bus, Sightings sightings) {
        vertx.executeBlocking(() -> true)
                .compose(_ -> bus.hear(Set.of(Bus.Ear.all(PodState.TOPIC)), sightings))
                .await();
    }

    private void play(int rounds) throws IOException {
        try (var events = RuntimeEvents.of(node)) {
            try (var direct = direct()) {
                for (var round = 1 - Math.min(WARM_UP, rounds); round <= rounds; round++) {
                    loop(round, events);
                    direct(round, direct);
                    if (round > 0 && round % 10 == 0) {
                        out.println(
                                "%3d rounds  loop p50 %.1f ms, floor p50 %.1f ms, restart p50 %.1f ms"
                                        .formatted(
                                                round,
                                                loop.median(),
                                                floor.median(),
                                                restart.median()));
                        out.flush();
                    }
                }
            }
        }
    }

    /// Fails unless what it makes is like what the agent makes.
    private DirectCalls direct() throws IOException {
        pods.sleeper("model", 0, "main");
        Await.until("the model runs", () -> ctr.running("model").size() == 1);
        var model = ctr.running("model").getFirst().container();
        var uid = pods.get("model").at("metadata").text("uid");
        var direct = DirectCalls.of(node, model, StockImages.BUSYBOX, ScratchPods.sleeping());
        var made = direct.make("copy");
        var wanted = DirectCalls.likeness(node, model, "model", uid);
        var got = DirectCalls.likeness(node, made.container(), "copy", made.uid());
        direct.remove(made);
        delete("model");
        if (!got.equals(wanted)) {
            direct.close();
            throw new IllegalStateException(
                    "the floor makes another container than the agent:%n%s%n%s"
                            .formatted(got, wanted));
        }
        return direct;
    }

    private void loop(int round, RuntimeEvents events) {
        var name = "loop-%d".formatted(round + WARM_UP);
        var sent = System.nanoTime();
        pods.sleeper(name, 0, "main");
        var answered = System.nanoTime();
        var key = PodState.key(node.name(), "default/" + name);
        Await.until(name + " is said to run", () -> sightings.of(key) != 0);
        var task = ctr.running(name).getFirst();
        ctr.kill(task);
        var ended = events.ended(task.container());
        var ordered = Duration.between(ended, log.restarted(ended));
        Await.until("it runs again", () -> !ctr.running(name).isEmpty());
        delete(name);
        if (round > 0) {
            loop.add(sightings.of(key) - sent);
            accepted.add(Math.max(0, sightings.of(key) - answered));
            restart.add(ordered.toNanos());
        }
    }

    private void direct(int round, DirectCalls direct) throws IOException {
        var made = direct.make("direct-%d".formatted(round + WARM_UP));
        direct.remove(made);
        if (round > 0) {
            floor.add(made.nanos());
        }
    }

    private void delete(String name) {
        pods.delete(name);
        Await.until(name + " is gone", () -> pods.isForgotten(name));
    }

    private boolean report(SequencedMap<Jvm, Idle.Figures> idle) {
        var ratio = Math.round(100 * loop.median() / floor.median()) / 100.0;
        var broken = broken(ratio, idle);
        var json = new LinkedHashMap<String, Object>();
        json.put("bench", "pods");
        json.put("rounds", loop.count());
        json.put("requestToRunningMs", loop.json());
        json.put("answerToRunningMs", accepted.json());
        json.put("floorMs", floor.json());
        json.put("ratio", ratio);
        json.put("deathToRestartMs", restart.json());
        var figures = new LinkedHashMap<String, Object>();
        idle.forEach((jvm, its) -> figures.put(jvm.name().toLowerCase(Locale.ROOT), its.json()));
        json.put("idle", figures);
        json.put(
                "bounds",
                Map.of(
                        "ratio", MOST_RATIO,
                        "deathToRestartP50Ms", MOST_RESTART_MILLIS,
                        "nodeRssMiB", MOST_NODE_MIB,
                        "cpuPercent", MOST_CPU_PERCENT));
        json.put("broken", broken);
        json.put("holds", broken.isEmpty());
        out.println(new String(Json.write(json), StandardCharsets.UTF_8));
        out.flush();
        return broken.isEmpty();
    }

    private List<String> broken(double ratio, SequencedMap<Jvm, Idle.Figures> idle) {
        var broken = new ArrayList<String>();
        bounded(broken, "ratio", ratio, MOST_RATIO);
        bounded(broken, "deathToRestartP50Ms", restart.median(), MOST_RESTART_MILLIS);
        var node = Objects.requireNonNull(idle.get(Jvm.NODE));
        bounded(broken, "nodeRssMiB", (double) node.rssMib(), MOST_NODE_MIB);
        idle.forEach((jvm, its) ->
                bounded(
                        broken,
                        jvm.name().toLowerCase(Locale.ROOT) + "CpuPercent",
                        its.cpuPercent(),
                        MOST_CPU_PERCENT));
        return broken;
    }

    private static void bounded(List<String> broken, String what, double is, double most) {
        if (is > most) {
            broken.add("%s: %s, at most %s".formatted(what, is, most));
        }
    }
}
