package io.nodebus.compose.demo;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.plane.PlaneNode;
import io.nodebus.compose.relay.NetworkNamespace;
import io.nodebus.compose.scratch.Await;
import io.nodebus.compose.scratch.ScratchPlane;
import io.nodebus.compose.scratch.ScratchPods;
import io.nodebus.nodeagent.settings.ProxyMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Somebody flushes a node's rules, with `nft` and with `iptables`, while clients call a Service.
public final class FlushDemo {
    private static final String SERVICE = "web";
    private static final int PORT = 80;
    private static final int TARGET = 8080;
    private static final Duration WATCHED = Duration.ofSeconds(5);

    /// Longer than a call waits: who fails is seen in it.
    private static final Duration RECENT = Duration.ofMillis(2500);

    /// What stands there so that it can be seen that a flush did something.
    private static final List<String> STRANGERS_TABLE =
            List.of("nft", "add", "table", "ip", "others");

    private static final List<String> STRANGERS_RULE =
            List.of("iptables", "-t", "nat", "-A", "OUTPUT", "-d", "203.0.113.1", "-j", "RETURN");

    private final PlaneNode node;
    private final ApiClient api;
    private final PrintWriter out;
    private final ProxyMode mode;
    private final long began = System.nanoTime();
    private final List<Claim> claims = new ArrayList<>();

    private FlushDemo(PlaneNode node, ApiClient api, ProxyMode mode, PrintWriter out) {
        this.node = node;
        this.api = api;
        this.mode = mode;
        this.out = out;
    }

    /// Answers whether everything it claims held.
    ///
    /// @param mode of the nodes' rules: with nftables no call may fail
    public static boolean play(ScratchPlane scratch, ProxyMode mode, PrintWriter out)
            throws IOException {
        try (var api = scratch.api()) {
            return new FlushDemo(scratch.plane().nodes().getFirst(), api, mode, out).play();
        }
    }

    private boolean play() throws IOException {
        var address = service();
        say(
                "%s: Service %s at %s, two pods behind it"
                        .formatted(mode.name().toLowerCase(Locale.ROOT), SERVICE, address));
        var from = NetworkNamespace.of(node.init());
        Await.until(
                SERVICE + " answers on " + node.name(), () -> Hammer.call(from, address).isEmpty());
        try (var hammer = Hammer.begin(from, address)) {
            var quiet = watch(hammer, System.nanoTime());
            claim("while nothing happens every call is answered", quiet.failed() == 0, told(quiet));
            flush(hammer, "nft flush ruleset", STRANGERS_TABLE, "nft list tables");
            flush(hammer, "iptables -t nat -F", STRANGERS_RULE, "iptables -t nat -S OUTPUT");
        }
        out.println();
        claims.forEach(out::println);
        out.flush();
        return claims.stream().allMatch(Claim::holds);
    }

    private InetSocketAddress service() {
        var pods = new ScratchPods(api);
        for (var pod : List.of("web-1", "web-2")) {
            pods.labelled(pod, SERVICE, StockImages.WEB);
        }
        var made =
                api.send(
                        "POST",
                        "/api/v1/namespaces/default/services",
                        Map.of(),
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "Service",
                                "metadata",
                                Map.of("name", SERVICE),
                                "spec",
                                Map.of(
                                        "selector",
                                        Map.of("app", SERVICE),
                                        "ports",
                                        List.of(Map.of("port", PORT, "targetPort", TARGET)))));
        for (var pod : List.of("web-1", "web-2")) {
            Await.until(pod + " runs", () -> pods.runs(pod));
        }
        return new InetSocketAddress(made.at("spec").text("clusterIP"), PORT);
    }

    /// @param stranger a command that makes a rule of others
    /// @param look a command that shows it
    private void flush(Hammer hammer, String command, List<String> stranger, String look) {
        inside(stranger);
        var before = inside(words(look));
        var flushed = System.nanoTime();
        inside(words(command));
        var after = inside(words(look));
        if (mode != ProxyMode.NFTABLES) {
            Await.until(
                    "the rules are back after " + command,
                    () ->
                            System.nanoTime() - flushed > RECENT.toNanos()
                                    && isQuiet(recent(hammer)));
        }
        var tally = watch(hammer, flushed);
        say("%s: %s".formatted(command, told(tally)));
        claim("`%s` took the rules of others away".formatted(command), !after.equals(before), look);
        if (mode == ProxyMode.NFTABLES) {
            claim("no call failed at `%s`".formatted(command), tally.failed() == 0, told(tally));
        } else {
            claim(
                    "calls are answered again after `%s`".formatted(command),
                    isQuiet(recent(hammer)),
                    told(tally));
        }
    }

    private static Hammer.Tally recent(Hammer hammer) {
        return hammer.since(System.nanoTime() - RECENT.toNanos());
    }

    private static boolean isQuiet(Hammer.Tally tally) {
        return tally.calls() > 0 && tally.failed() == 0;
    }

    private static Hammer.Tally watch(Hammer hammer, long since) {
        var end = System.nanoTime() + WATCHED.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return hammer.since(since);
    }

    private static String told(Hammer.Tally tally) {
        return tally.failed() == 0
                ? "%d calls, none failed".formatted(tally.calls())
                : "%d calls, %d failed, the last one %d ms after, by %s"
                        .formatted(
                                tally.calls(),
                                tally.failed(),
                                tally.last().toMillis(),
                                tally.failures());
    }

    private static List<String> words(String command) {
        return List.of(command.split(" "));
    }

    private String inside(List<String> command) {
        return node.inside(command.toArray(String[]::new)).output();
    }

    private void claim(String text, boolean holds, String seen) {
        claims.add(new Claim(text, holds, seen));
    }

    private void say(String line) {
        out.println("%6.1f s  %s".formatted((System.nanoTime() - began) / 1e9, line));
        out.flush();
    }
}
