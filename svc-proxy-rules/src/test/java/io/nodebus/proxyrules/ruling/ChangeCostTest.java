package io.nodebus.proxyrules.ruling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Moment;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.service.ServiceSpec;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.proxyrules.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One pod changes: one Service is ruled and one record said, however many there are. The times are
/// printed, not judged: the machine is shared.
class ChangeCostTest {
    private static final Moment NOW = new Moment(Instant.EPOCH, Duration.ZERO);
    private static final int CHANGES = 100;

    private final Fleet fleet = new Fleet();

    @ParameterizedTest
    @CsvSource({"100,5", "10000,5", "1,5000"})
    void oneChangeIsOneServiceAndOneRecord(int services, int endpoints) {
        fleet.nodeDesired(heard(NodeDesired.TOPIC, "n1", approved()));
        for (var service = 0; service < services; service++) {
            fleet.service(heard(ServiceDesired.TOPIC, "default/s" + service, wanted(service)));
            for (var pod = 0; pod < endpoints; pod++) {
                ready(service, pod, true);
            }
        }
        tellAll();
        var nanos = new long[CHANGES];
        for (var change = 0; change < CHANGES; change++) {
            ready(services / 2, endpoints / 2, change % 2 == 1);
            var begun = System.nanoTime();
            var commands = tellAll();
            nanos[change] = System.nanoTime() - begun;
            assertEquals(2, commands.size(), "a slice and why");
        }
        Arrays.sort(nanos);
        System.out.printf(
                "one of %d endpoints of one of %d Services changes: ruled in %d us (median)%n",
                endpoints, services, nanos[CHANGES / 2] / 1_000);
    }

    private List<Command> tellAll() {
        return fleet.takeTouched().stream()
                .flatMap(key -> Telling.tell(fleet, key, NOW, Optional.empty()).stream())
                .toList();
    }

    private void ready(int service, int pod, boolean ready) {
        var name = "p%d-%d".formatted(service, pod);
        var serial = service * 10 + pod;
        fleet.pod(
                heard(
                        PodState.TOPIC,
                        "n1/default/" + name,
                        new PodState.Observed(
                                name,
                                "u1",
                                PodPhase.Running,
                                Optional.of(
                                        "10.%d.%d.%d"
                                                .formatted(
                                                        serial >> 16,
                                                        serial >> 8 & 255,
                                                        serial & 255)),
                                Optional.empty(),
                                Optional.empty(),
                                ready,
                                false,
                                List.of(),
                                Map.of("app", "s" + service, "part-of", "shop"),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())));
    }

    private static ServiceDesired wanted(int service) {
        var spec =
                Map.of(
                        "clusterIP",
                        "172.30.%d.%d".formatted(service >> 8, service & 255),
                        "selector",
                        Map.of("app", "s" + service, "part-of", "shop"),
                        "ports",
                        List.of(Map.of("port", 80)));
        return new ServiceDesired.Wanted(
                new Service(
                        ObjectMeta.named("default", "s" + service),
                        TreeReader.strict(ServiceSpec.class, spec)));
    }

    private static NodeDesired approved() {
        return new NodeDesired.Approved(
                "u1",
                "n1",
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static <M> Heard<M> heard(Topic<M> topic, String key, M message) {
        return new Heard<>(
                topic,
                key,
                Optional.of(message),
                new ByLeader("test", 1, 1),
                Instant.EPOCH,
                new Evidence(topic.kind(), 0, 0),
                NOW);
    }
}
