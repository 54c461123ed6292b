package io.nodebus.nodeagent.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.nodeagent.routes.NetworkPlan.Local;
import io.nodebus.nodeagent.routes.NetworkPlan.Route;
import io.nodebus.nodeagent.routes.NetworkPlan.Via;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Addresses and routes of ours, by `ip`. Our routes carry a protocol number of their own, so that
/// nobody else's route is ever touched.
final class IpCommand {
    /// 78 is `N`; not in `/etc/iproute2/rt_protos`.
    static final String OURS = "78";

    private static final long SECONDS = 10;

    /// Gives the node addresses that only it and its pods reach. Those of an earlier plan stay
    /// until the node ends: nobody looks for them.
    void add(List<String> addresses) {
        addresses.forEach(
                address -> ip(List.of("address", "replace", address + "/32", "dev", "lo")));
    }

    /// Sets what is planned and removes what was planned once.
    void apply(List<Route> routes) {
        routes.forEach(route -> ip(words(route)));
        var planned = routes.stream().map(Route::destination).collect(Collectors.toSet());
        for (var destination : destinations()) {
            if (!planned.contains(destination)) {
                ip(List.of("route", "del", destination, "proto", OURS));
            }
        }
    }

    private static List<String> words(Route route) {
        var words = new ArrayList<>(List.of("route", "replace", route.destination()));
        words.addAll(
                switch (route) {
                    case Via(_, var gateway) -> List.of("via", gateway);
                    case Local(_, var source) -> List.of("dev", "lo", "src", source);
                });
        words.addAll(List.of("proto", OURS));
        return words;
    }

    private Set<String> destinations() {
        var destinations = new TreeSet<String>();
        ip(List.of("-4", "route", "show", "proto", OURS))
                .lines()
                .map(line -> line.substring(0, Math.max(0, line.indexOf(' '))))
                .filter(destination -> !destination.isEmpty())
                .forEach(destinations::add);
        return destinations;
    }

    private static String ip(List<String> words) {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(words);
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new NetworkFailure(
                        "%s did not end within %d s".formatted(String.join(" ", command), SECONDS));
            }
            if (process.exitValue() != 0) {
                throw new NetworkFailure(
                        "%s: %s".formatted(String.join(" ", command), printed.strip()));
            }
            return printed;
        } catch (IOException e) {
            throw new NetworkFailure(
                    "%s: %s".formatted(String.join(" ", command), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworkFailure("interrupted: " + String.join(" ", command), e);
        }
    }
}
