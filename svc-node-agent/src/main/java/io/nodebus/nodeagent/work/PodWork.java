package io.nodebus.nodeagent.work;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.pod.ContainerStatus;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.nodeagent.containers.PodPhases;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// One pod: what was asked, how far it is, what is under way.
///
/// @param containers by name, in the order of the spec
/// @param touched the node's count when something last happened to it
record PodWork(
        Wanted wanted,
        Stage stage,
        Sandboxes sandboxes,
        SequencedMap<String, ContainerWork> containers,
        Story story,
        Looking looking,
        long touched) {
    /// What was asked.
    ///
    /// @param evidence where the record was read
    /// @param absent the record is not there any more, and nothing said the pod should end
    record Wanted(PodBound bound, Evidence evidence, boolean absent) {
        Wanted nowAbsent() {
            return new Wanted(bound, evidence, true);
        }
    }

    /// What there is to tell.
    ///
    /// @param because the newest thing worth telling
    record Story(Optional<Instant> startedAt, Optional<Because> because) {
        static final Story NONE = new Story(Optional.empty(), Optional.empty());
    }

    /// Whether the runtime has to be asked what there is: nothing is ordered meanwhile.
    ///
    /// @param retryAt after the runtime did not answer
    record Looking(State state, Duration retryAt) {
        static final Looking NO = new Looking(State.NO, Duration.ZERO);
        static final Looking WANTED = new Looking(State.WANTED, Duration.ZERO);
        static final Looking ORDERED = new Looking(State.ORDERED, Duration.ZERO);

        enum State {
            NO,
            WANTED,
            ORDERED
        }
    }

    PodWork {
        containers = Collections.unmodifiableSequencedMap(containers);
    }

    static PodWork arriving(PodBound bound, Evidence evidence) {
        var containers = new LinkedHashMap<String, ContainerWork>();
        for (var container : bound.pod().spec().containers()) {
            containers.put(container.name(), ContainerWork.toBeStarted(container));
        }
        return new PodWork(
                new Wanted(bound, evidence, false),
                new Stage.Arriving(),
                Sandboxes.NONE,
                containers,
                Story.NONE,
                Looking.NO,
                0);
    }

    Pod pod() {
        return wanted.bound().pod();
    }

    PodSpec spec() {
        return pod().spec();
    }

    String uid() {
        return pod().uid();
    }

    /// `namespace/name`.
    String key() {
        return pod().key();
    }

    boolean isGone() {
        return stage instanceof Stage.Gone;
    }

    /// Takes room on the node.
    boolean isInTheWay() {
        return stage instanceof Stage.Kept || stage instanceof Stage.Ending;
    }

    boolean isAlive() {
        return containers.values().stream().anyMatch(ContainerWork::isAlive);
    }

    /// Something is being made whose name is not known yet.
    boolean isStarting() {
        return sandboxes.making().isPresent()
                || containers.values().stream()
                        .anyMatch(it -> it.errand() instanceof ContainerWork.Errand.Starting);
    }

    List<ContainerStatus> statuses(String runtime) {
        return containers.values().stream().map(it -> it.status(runtime)).toList();
    }

    PodPhase phase(String runtime) {
        return switch (stage) {
            case Stage.Ended(var phase) -> phase;
            case Stage.Ending(_, _, var ended) ->
                    ended.orElseGet(() -> PodPhases.of(spec(), statuses(runtime), false));
            case Stage.Arriving _, Stage.Kept _, Stage.Gone _ ->
                    PodPhases.of(spec(), statuses(runtime), false);
        };
    }

    PodWork wanted(Wanted other) {
        return new PodWork(other, stage, sandboxes, containers, story, looking, touched);
    }

    PodWork in(Stage other) {
        return new PodWork(wanted, other, sandboxes, containers, story, looking, touched);
    }

    PodWork with(Sandboxes others) {
        return new PodWork(wanted, stage, others, containers, story, looking, touched);
    }

    PodWork with(ContainerWork container) {
        var others = new LinkedHashMap<>(containers);
        others.replace(container.name(), container);
        return new PodWork(wanted, stage, sandboxes, others, story, looking, touched);
    }

    /// With one container changed; unchanged when there is none of that name.
    PodWork with(String container, UnaryOperator<ContainerWork> change) {
        var there = containers.get(container);
        return there == null ? this : with(change.apply(there));
    }

    PodWork each(UnaryOperator<ContainerWork> change) {
        var changed = this;
        for (var container : containers.values()) {
            changed = changed.with(change.apply(container));
        }
        return changed;
    }

    PodWork looking(Looking other) {
        return new PodWork(wanted, stage, sandboxes, containers, story, other, touched);
    }

    PodWork touched(long at) {
        return new PodWork(wanted, stage, sandboxes, containers, story, looking, at);
    }

    PodWork startedAt(Instant at) {
        return story(new Story(Optional.of(at), story.because()));
    }

    PodWork because(Because because) {
        return story(new Story(story.startedAt(), Optional.of(because)));
    }

    PodWork story(Story other) {
        return new PodWork(wanted, stage, sandboxes, containers, other, looking, touched);
    }
}
