package io.nodebus.api.why;

import io.nodebus.api.view.Read;
import io.nodebus.api.view.View;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeState.Registered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the state topics say of a node, each with its record.
///
/// @param object `node/name`
record NodeFacts(View view, String object, String name) {
    List<Link> links() {
        return Stream.of(
                        view.nodes().desired(name).map(this::approved),
                        view.nodes().state(name).map(this::registered),
                        view.nodes().health(name).map(read -> judged(object, read)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Link approved(Read<Approved> read) {
        var node = read.message();
        return node.deletion()
                .map(deletion ->
                        new Link(
                                object,
                                node.uid(),
                                deletion.at(),
                                read.evidence(),
                                deletion.because()))
                .orElseGet(() -> wanted(read, node));
    }

    private Link wanted(Read<Approved> read, Approved node) {
        var figures = new LinkedHashMap<String, String>();
        figures.put("nodeUid", node.nodeUid());
        node.podCidr().ifPresent(cidr -> figures.put("podCIDR", cidr));
        figures.put("unschedulable", Boolean.toString(node.unschedulable()));
        return new Link(
                object,
                node.uid(),
                read.said(),
                read.evidence(),
                new Because("Wanted", "this life of the node counts", figures, List.of()));
    }

    private Link registered(Read<Registered> read) {
        var node = read.message();
        var figures = new LinkedHashMap<String, String>();
        figures.put("nodeUid", node.nodeUid());
        node.allocatable().forEach((name, quantity) -> figures.put(name, quantity.text()));
        return new Link(
                object,
                "",
                read.said(),
                read.evidence(),
                new Because("Registered", "its agent says what it is and has", figures, List.of()));
    }

    static Link judged(String object, Read<Judged> read) {
        var judged = read.message();
        var because = judged.because();
        return new Link(
                object,
                "",
                judged.since(),
                read.evidence(),
                new Because(
                        judged.verdict().name(),
                        because.message(),
                        because.figures(),
                        because.evidence()));
    }
}
