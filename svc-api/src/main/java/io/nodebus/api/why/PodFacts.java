package io.nodebus.api.why;

import io.nodebus.api.view.Read;
import io.nodebus.api.view.View;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.pod.ContainerState.Running;
import io.nodebus.contracts.pod.ContainerState.Terminated;
import io.nodebus.contracts.pod.ContainerState.Waiting;
import io.nodebus.contracts.pod.ContainerStatus;
import io.nodebus.contracts.pod.PodDesired.Wanted;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.pod.PodState.Gone;
import io.nodebus.contracts.pod.PodState.Observed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the state topics say of a pod, each with its record.
///
/// @param object `pod/namespace/name`
/// @param key `namespace/name`
record PodFacts(View view, String object, String key) {
    List<Link> links() {
        var links = new ArrayList<Link>();
        var wanted = view.pods().desired(key);
        var uid = wanted.map(read -> read.message().pod().uid());
        var placement =
                view.pods()
                        .placement(key)
                        .filter(read -> uid.map(read.message().uid()::equals).orElse(true));
        wanted.map(this::wanted).ifPresent(links::add);
        placement.map(this::placed).ifPresent(links::add);
        view.pods().states(key).values().stream()
                .filter(read -> uid.map(read.message().uid()::equals).orElse(true))
                .map(this::state)
                .forEach(links::add);
        placement
                .flatMap(read -> node(read.message()))
                .flatMap(this::silentNode)
                .ifPresent(links::add);
        return links;
    }

    private Link wanted(Read<Wanted> read) {
        var pod = read.message().pod();
        return read.message()
                .deletion()
                .map(deletion ->
                        new Link(
                                object,
                                pod.uid(),
                                deletion.at(),
                                read.evidence(),
                                deletion.because()))
                .orElseGet(() ->
                        new Link(
                                object,
                                pod.uid(),
                                pod.metadata().creationTimestamp().orElse(read.said()),
                                read.evidence(),
                                new Because(
                                        "Wanted",
                                        "somebody wants this pod",
                                        asked(read.message()),
                                        List.of())));
    }

    private static Map<String, String> asked(Wanted wanted) {
        var figures = new LinkedHashMap<String, String>();
        for (var container : wanted.pod().spec().containers()) {
            figures.put(container.name() + ".image", container.image());
            container
                    .requirements()
                    .requests()
                    .forEach((name, quantity) ->
                            figures.put(container.name() + ".asks." + name, quantity.text()));
        }
        return figures;
    }

    private Link placed(Read<PodPlacement> read) {
        return new Link(
                object,
                read.message().uid(),
                read.said(),
                read.evidence(),
                read.message().because());
    }

    private static Optional<String> node(PodPlacement placement) {
        return switch (placement) {
            case PodPlacement.Placed placed -> Optional.of(placed.node());
            case PodPlacement.Evict evict -> Optional.of(evict.node());
            case PodPlacement.Pending _ -> Optional.empty();
        };
    }

    private Optional<Link> silentNode(String node) {
        return view.nodes()
                .health(node)
                .filter(read -> read.message().verdict() != Verdict.Ready)
                .map(read -> NodeFacts.judged("node/" + node, read));
    }

    private Link state(Read<PodState> read) {
        return switch (read.message()) {
            case Gone(var uid, _, var at, var because) ->
                    new Link(object, uid, at, read.evidence(), because);
            case Observed observed ->
                    new Link(
                            object,
                            observed.uid(),
                            read.said(),
                            read.evidence(),
                            observed.because()
                                    .map(because -> with(because, containers(observed)))
                                    .orElseGet(() -> plainly(observed)));
        };
    }

    private static Because plainly(Observed observed) {
        return observed.containers().stream()
                .flatMap(container -> failure(observed, container).stream())
                .findFirst()
                .orElseGet(() ->
                        new Because(
                                observed.phase().name(),
                                "its node says it is " + observed.phase(),
                                containers(observed),
                                List.of()));
    }

    private static Optional<Because> failure(Observed observed, ContainerStatus container) {
        return container.state() instanceof Terminated(var exitCode, var reason, _, _, _)
                        && exitCode != 0
                ? Optional.of(
                        new Because(
                                reason,
                                "container %s ended with exit code %d"
                                        .formatted(container.name(), exitCode),
                                containers(observed),
                                List.of()))
                : Optional.empty();
    }

    private static Because with(Because because, Map<String, String> more) {
        var figures = new LinkedHashMap<>(because.figures());
        more.forEach(figures::putIfAbsent);
        return new Because(because.reason(), because.message(), figures, because.evidence());
    }

    private static Map<String, String> containers(Observed observed) {
        var figures = new LinkedHashMap<String, String>();
        for (var container : observed.containers()) {
            figures.put(container.name(), inWords(container));
            if (container.restartCount() > 0) {
                figures.put(
                        container.name() + ".restarts", Integer.toString(container.restartCount()));
            }
        }
        return figures;
    }

    private static String inWords(ContainerStatus container) {
        return switch (container.state()) {
            case Waiting(var reason, var message) -> "waiting: " + reason + more(message);
            case Running(var since) -> "running since " + since;
            case Terminated(var exitCode, var reason, var message, _, var finishedAt) ->
                    "ended at %s with %d: %s%s"
                            .formatted(finishedAt, exitCode, reason, more(message));
        };
    }

    private static String more(Optional<String> message) {
        return message.map(text -> ": " + text).orElse("");
    }
}
