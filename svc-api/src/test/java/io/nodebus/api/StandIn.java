package io.nodebus.api;

import io.nodebus.bus.Bus;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Plays autoscaler and agent in the simplest way: every pod runs on one node at once, and what is
/// deleted is gone at once.
public final class StandIn implements Bus.Listener {
    private final Plane plane;
    private final String node;
    private final String nodeUid;

    private StandIn(Plane plane, String node, String nodeUid) {
        this.plane = plane;
        this.node = node;
        this.nodeUid = nodeUid;
    }

    public static void begin(Plane plane, String node, String nodeUid) {
        var standIn = new StandIn(plane, node, nodeUid);
        var begun = Promise.<Bus.Hearing>promise();
        plane.vertx()
                .runOnContext(_ ->
                        plane.bus()
                                .hear(Set.of(Bus.Ear.all(PodDesired.TOPIC)), standIn)
                                .onComplete(begun));
        Plane.await(begun.future());
    }

    @Override
    public Future<?> heard(Heard<?> heard) {
        heard.message()
                .map(PodDesired.class::cast)
                .ifPresent(desired -> {
                    if (desired.deletion().isPresent()) {
                        letGo(heard.key());
                    } else {
                        run(heard.key(), desired.pod().uid());
                    }
                });
        return Future.succeededFuture();
    }

    private void run(String key, String uid) {
        plane.fleet(
                PodPlacement.TOPIC,
                key,
                Optional.<PodPlacement>of(
                        new PodPlacement.Placed(
                                uid, node, nodeUid, Things.because("LeastAllocated"))));
        plane.node(
                nodeUid,
                PodState.TOPIC,
                PodState.key(node, key),
                Optional.<PodState>of(
                        Things.observed(
                                uid,
                                nodeUid,
                                PodPhase.Running,
                                Instant.now(),
                                List.of("ip=10.64.0.2"))));
    }

    private void letGo(String key) {
        plane.node(nodeUid, PodState.TOPIC, PodState.key(node, key), Optional.<PodState>empty());
        plane.fleet(PodPlacement.TOPIC, key, Optional.<PodPlacement>empty());
    }
}
