package io.nodebus.api.door;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.view.PodSeen;
import io.nodebus.api.view.Read;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodDesired.Wanted;
import io.nodebus.contracts.pod.PodPlacement;
import java.util.Optional;

/// Frees the names of what was deleted, once everybody let go of it.
///
/// A pod: the tombstones of bound, state and placement come first, in this order, and the
/// autoscaler tombstones the placement of a deleted pod even if there was none, and again until the
/// name is free. So that tombstone is the word to wait for: that nothing is heard of a pod is none.
/// A node: the autoscaler takes back its records, its health last.
final class Departures {
    /// The autoscaler takes a placement back: it let go of the pod of this uid.
    void placement(Desk desk, Heard<PodPlacement> heard) {
        if (heard.message().isPresent()) {
            desk.letGo.remove(heard.key());
        } else {
            desk.view()
                    .pods()
                    .desired(heard.key())
                    .ifPresent(read -> desk.letGo.put(heard.key(), read.message().pod().uid()));
        }
    }

    void ended(Desk desk, String pod) {
        desk.ending.remove(pod);
        desk.letGo.remove(pod);
    }

    void endedNode(Desk desk, String node) {
        desk.endingNodes.remove(node);
    }

    void follow(Step step, String pod) {
        step.desk()
                .view()
                .pods()
                .desired(pod)
                .map(Read::message)
                .filter(wanted -> isLetGo(step.desk(), pod, wanted))
                .ifPresent(wanted -> free(step, pod, wanted));
    }

    private static boolean isLetGo(Desk desk, String pod, Wanted wanted) {
        return wanted.deletion().isPresent()
                && placement(desk, pod, wanted).isEmpty()
                && wanted.pod().uid().equals(desk.letGo.get(pod));
    }

    private static Optional<Read<PodPlacement>> placement(Desk desk, String pod, Wanted wanted) {
        return desk.view()
                .pods()
                .placement(pod)
                .filter(read -> read.message().uid().equals(wanted.pod().uid()));
    }

    private static void free(Step step, String pod, Wanted wanted) {
        if (step.mayWrite() && step.desk().ending.putIfAbsent(pod, wanted.pod().uid()) == null) {
            step.add(Say.gone(PodDesired.TOPIC, pod));
        }
    }

    /// Nodes that were removed, and that nothing speaks of any more.
    void followNodes(Step step) {
        var desk = step.desk();
        for (var name : desk.view().nodes().removed()) {
            var held =
                    desk.view().nodes().state(name).isPresent()
                            || desk.view().nodes().health(name).isPresent()
                            || !desk.view().pods().boundTo(name).isEmpty()
                            || hasPods(desk, name);
            if (!held && step.mayWrite() && desk.endingNodes.add(name)) {
                step.add(Say.gone(NodeDesired.TOPIC, name));
            }
        }
    }

    private static boolean hasPods(Desk desk, String node) {
        return desk.view().pods().desired().stream()
                .map(read -> read.message().pod())
                .anyMatch(pod ->
                        desk.view()
                                .get(
                                        Resource.PODS,
                                        pod.metadata().namespace().orElse(""),
                                        pod.metadata().name().orElse(""))
                                .map(PodSeen.class::cast)
                                .filter(seen -> seen.placement().isPresent())
                                .flatMap(PodSeen::node)
                                .filter(node::equals)
                                .isPresent());
    }
}
