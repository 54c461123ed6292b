package io.nodebus.bus;

import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Records that tests say.
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private Samples() {}

    /// A route whose address tells which it is.
    public static Said<RouteState> route(String node, long seq, String address) {
        return said(
                RouteState.TOPIC,
                node,
                new RouteState.Route("uid-" + node, address, List.of()),
                seq);
    }

    public static Said<RouteState> routeGone(String node, long seq) {
        return new Said<>(
                RouteState.TOPIC, node, Optional.empty(), stamp(node, seq), NOON, source(node));
    }

    public static Said<NodeHeartbeat> beat(String node, long seq) {
        return said(NodeHeartbeat.TOPIC, node, new NodeHeartbeat.Beat("beat-" + seq), seq);
    }

    public static Said<ContainerEvent> started(String node, long seq, String pod) {
        return said(
                ContainerEvent.TOPIC,
                node,
                new ContainerEvent.Started(pod, "u", "c", "id", 0, NOON),
                seq);
    }

    public static <M> Said<M> said(Topic<M> topic, String node, M message, long seq) {
        return new Said<>(topic, node, Optional.of(message), stamp(node, seq), NOON, source(node));
    }

    public static Stamp stamp(String node, long seq) {
        return new Stamp.ByNode("uid-" + node, 1, seq);
    }

    private static String source(String node) {
        return "/nodes/" + node + "/node-agent";
    }

    /// How [Heeded] writes a route down.
    public static String heardRoute(String node, String address) {
        return "routes.state %s %s"
                .formatted(node, new RouteState.Route("uid-" + node, address, List.of()));
    }

    public static String heardBeat(String node, long seq) {
        return "nodes.heartbeats %s %s".formatted(node, new NodeHeartbeat.Beat("beat-" + seq));
    }

    /// Two nodes whose records share a partition.
    public static List<String> neighbours(int partitions) {
        for (var i = 2; ; i++) {
            if (PodBound.TOPIC.partition("n1", partitions)
                    == PodBound.TOPIC.partition("n" + i, partitions)) {
                return List.of("n1", "n" + i);
            }
        }
    }
}
