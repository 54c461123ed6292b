package io.nodebus.nodeagent.netfilter.iptables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.contracts.service.IpFamily;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.netfilter.nftables.NodeNetwork;
import io.nodebus.nodeagent.netfilter.nftables.Plans;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random stories of ports that come, change and go. The seed in the name of a failed run replays
/// it.
class RulesetSimulationTest {
    private static final Frame FRAME =
            new Frame(
                    new NodeNetwork(
                            Plans.HERE,
                            IpFamily.IPv4,
                            Optional.of("10.64.0.0/16"),
                            Optional.empty(),
                            List.of()),
                    false);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyPrefixOfAStoryEndsAsALoadFromNothing(long seed) {
        var random = new Random(seed);
        var ruleset = new Ruleset(FRAME);
        var kernel = new FakeTables();
        kernel.restore(ruleset.whole());
        var wanted = new TreeMap<String, PortPlan>();
        for (int step = 0; step < 150; step++) {
            var changes = new TreeMap<String, Optional<PortPlan>>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                var service = random.nextInt(10);
                changes.put(
                        "ns/s%d/tcp-80/ipv4".formatted(service),
                        random.nextInt(5) == 0
                                ? Optional.empty()
                                : Optional.of(plan(random, service)));
            }
            changes.forEach((prefix, plan) ->
                    plan.ifPresentOrElse(
                            it -> wanted.put(prefix, it), () -> wanted.remove(prefix)));

            kernel.restore(ruleset.change(changes));

            var anew = new Ruleset(FRAME).with(wanted);
            var fromNothing = new FakeTables();
            fromNothing.restore(anew.whole());
            assertEquals(fromNothing.found(), kernel.found(), "step " + step);
            assertEquals("", anew.from(kernel.found()).text(), "read back, step " + step);
        }
        kernel.restore(Frame.removal(kernel.found()));
        assertEquals(
                List.of(),
                kernel.found().chains().keySet().stream()
                        .filter(chain -> chain.name().startsWith("KUBE-"))
                        .toList());
    }

    private static PortPlan plan(Random random, int service) {
        var plan =
                Plans.port()
                        .of("ns/s" + service)
                        .at("172.30.0." + service, 80)
                        .to(
                                IntStream.range(0, random.nextInt(5))
                                        .mapToObj(_ ->
                                                "10.64.0.%d:8080%s"
                                                        .formatted(
                                                                random.nextInt(9),
                                                                random.nextInt(3) == 0
                                                                        ? "@here"
                                                                        : ""))
                                        .distinct()
                                        .toList());
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
            plan.sticky(60);
        }
        return plan.plan();
    }
}
