package io.nodebus.nodeagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Said;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.nodeagent.host.RuntimeLook;
import io.nodebus.nodeagent.registration.NodeNews;
import io.nodebus.nodeagent.registration.NodeOrder;
import io.nodebus.nodeagent.registration.Self;
import io.nodebus.nodeagent.simulated.FakeLog;
import io.nodebus.nodeagent.simulated.FakeRuntime;
import io.nodebus.nodeagent.simulated.Pace;
import io.nodebus.nodeagent.simulated.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// How long a node takes to say that it is ready, once it is. In virtual time, so that what is
/// measured is ours.
class NodeReadinessTest {
    private static final String NAME = "n1";
    private static final Duration PULSE = Duration.ofSeconds(10);

    /// What containerd takes to notice a new file in `/etc/cni/net.d`.
    private static final Duration UNTIL_CONFIGURATION_IS_READ = Duration.ofMillis(40);

    private final VirtualTime time = new VirtualTime();
    private final MemoryBus bus = new MemoryBus(4, time);
    private final FakeRuntime runtime =
            new FakeRuntime(
                    NAME,
                    "10.64.0.0/24",
                    new SharedTime(time),
                    Pace.CONTAINERD,
                    FakeLog.NOWHERE,
                    Registry.EVERYTHING);
    private final RuntimeLook look = new RuntimeLook(runtime);
    private int looks;

    @Test
    void isSaidAMomentAfterTheNetworkWasMade() {
        runtime.networked(false);
        begin();
        time.pass(Duration.ofSeconds(33));
        assertEquals(List.of("NetworkPluginNotReady"), unready());
        approve();
        assertWithin(Duration.ofMillis(100));
    }

    @Test
    void isSaidAMomentAfterTheRuntimeCameUp() {
        runtime.crash();
        approve();
        begin();
        time.pass(Duration.ofMillis(700));
        assertEquals(List.of("RuntimeUnavailable"), unready());
        runtime.comeBack();
        assertWithin(Duration.ofSeconds(1));
    }

    @Test
    void aRuntimeThatIsReadyIsLookedAtWithThePulse() {
        approve();
        begin();
        time.pass(Duration.ofSeconds(65));
        assertEquals(List.of(), unready());
        assertEquals(7, looks);
    }

    @Test
    void aRuntimeThatStaysAwayIsLookedAtLessAndLess() {
        runtime.crash();
        begin();
        time.pass(Duration.ofMinutes(10));
        assertTrue(looks < 140, "looks: " + looks);
    }

    private void assertWithin(Duration most) {
        var from = time.now().since();
        assertTrue(time.passUntil(() -> unready().isEmpty(), PULSE), "never");
        var took = time.now().since().minus(from);
        assertTrue(took.compareTo(most) <= 0, took.toString());
    }

    /// The reasons in what the node said last.
    private List<String> unready() {
        return switch (bus.records(NodeState.TOPIC).getLast().message().orElseThrow()) {
            case NodeState.Registered registered ->
                    registered.conditions().stream()
                            .filter(it -> !it.status())
                            .map(it -> it.reason())
                            .toList();
        };
    }

    private void begin() {
        var seq = new long[1];
        Loops.node(bus, () -> new Stamp.ByNode("N", 1, ++seq[0]), self(), PULSE, this::carryOut)
                .begin(time);
    }

    private void carryOut(NodeOrder order, Consumer<Object> tell) {
        switch (order) {
            case NodeOrder.LookAtRuntime _ -> {
                looks++;
                tell.accept(look.look());
            }
            case NodeOrder.MakeNetwork _ -> {
                time.after(UNTIL_CONFIGURATION_IS_READ, () -> runtime.networked(true));
                tell.accept(new NodeNews.NetworkMade());
            }
        }
    }

    private void approve() {
        bus.say(
                List.of(
                        new Said<>(
                                NodeDesired.TOPIC,
                                NAME,
                                Optional.of(
                                        new NodeDesired.Approved(
                                                "N",
                                                "node-object",
                                                Instant.EPOCH,
                                                Optional.of("10.64.0.0/24"),
                                                Optional.empty(),
                                                Map.of(),
                                                Map.of(),
                                                List.of(),
                                                false,
                                                Optional.empty(),
                                                Optional.empty())),
                                new Stamp.ByLeader("fleet", 1, 1),
                                time.now().wall(),
                                "/fleet")));
    }

    private static Self self() {
        return new Self(
                NAME,
                "N",
                "192.168.0.11",
                "",
                "",
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                new Self.System("nodebus 0.1.0", "6.1", "Debian", "amd64", "boot"),
                true,
                "10.96.0.0/16",
                Optional.of("169.254.20.10"));
    }
}
