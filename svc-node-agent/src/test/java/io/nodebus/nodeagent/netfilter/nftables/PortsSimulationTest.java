package io.nodebus.nodeagent.netfilter.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random stories of ports that come, change and go. The seed in the name of a failed run replays
/// it.
class PortsSimulationTest {
    private static final int SERVICES = 12;

    /// Property 5 (and 7, without a kernel): after every change the elements are those of a load
    /// from nothing, a change said again is none, and whoever starts anew finds all in order.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyPrefixOfAStoryEndsAsALoadFromNothing(long seed) {
        var random = new Random(seed);
        var ports = new Ports(Plans.HERE);
        var kernel = new FakeTable();
        var wanted = new TreeMap<String, PortPlan>();
        for (int step = 0; step < 150; step++) {
            var changes = changes(random, wanted);

            kernel.carryOut(ports.change(changes));

            assertEquals(fromNothing(wanted).placeless(), kernel.placeless(), "step " + step);
            assertEquals(0, ports.change(changes).operations(), "said twice, step " + step);
            var anew = new Ports(Plans.HERE).load(kernel.contents(), wanted);
            assertEquals(List.of(), anew.steps(), "read back, step " + step);
        }
    }

    private static FakeTable fromNothing(Map<String, PortPlan> wanted) {
        var kernel = new FakeTable();
        kernel.carryOut(new Ports(Plans.HERE).load(new Contents(Set.of(), Map.of()), wanted));
        return kernel;
    }

    private static PortChanges changes(Random random, Map<String, PortPlan> wanted) {
        var changed = new TreeMap<String, PortPlan>();
        var gone = new TreeSet<String>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            var service = random.nextInt(SERVICES);
            var prefix = "ns/s%d/tcp-80/ipv4".formatted(service);
            if (random.nextInt(5) == 0) {
                gone.add(prefix);
                changed.remove(prefix);
                wanted.remove(prefix);
            } else {
                changed.put(prefix, plan(random, service));
                gone.remove(prefix);
                wanted.put(prefix, changed.get(prefix));
            }
        }
        return new PortChanges(changed, List.copyOf(gone));
    }

    /// Addresses move between Services, but nobody keeps one that is another's.
    private static PortPlan plan(Random random, int service) {
        var plan =
                Plans.port()
                        .of("ns/s" + service)
                        .at("172.30.0." + service / 2, 80 + service % 2)
                        .to(endpoints(random));
        if (random.nextBoolean()) {
            plan.nodePort(30_000 + service);
        }
        if (random.nextInt(3) == 0) {
            plan.internalLocal();
        }
        if (random.nextInt(3) == 0) {
            plan.externalLocal();
        }
        if (random.nextInt(4) == 0) {
            plan.sticky(60 * (1 + random.nextInt(2)));
        }
        return plan.plan();
    }

    private static List<String> endpoints(Random random) {
        var most = random.nextInt(4) == 0 ? 24 : 5;
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(_ ->
                        "10.64.0.%d:8080%s"
                                .formatted(
                                        random.nextInt(30), random.nextInt(3) == 0 ? "@here" : ""))
                .distinct()
                .toList();
    }
}
