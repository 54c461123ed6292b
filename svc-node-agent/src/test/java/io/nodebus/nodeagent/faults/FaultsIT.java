package io.nodebus.nodeagent.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.nodeagent.pods.Crash.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A real node whose processes are killed. Afterwards what should run runs once, nothing was
/// stopped that nobody ordered to stop, and what was ordered is done.
class FaultsIT extends FaultyNode {
    // --- killed

    /// The step after which a container is there that nobody knows of.
    @Test
    void anAgentKilledBetweenCreatingAndStartingAContainerStartsThatOne() {
        var pod = Pods.serving("half-made");
        agent.kill();
        bind(pod);
        agent.startToCrashAt(Step.CONTAINER_CREATED);
        agent.awaitCrash();

        agent.start();

        awaitReady(pod);
        truth.requireExactly(bound);
        for (var life : truth.lives(pod).values()) {
            assertEquals(0, life.attempt(), life::toString);
        }
    }

    /// One pod is made through seven deaths and ended through five. Whoever left before that stays
    /// away: each life hears its binding, its deletion and its end once more.
    @Test
    void anAgentKilledAtEachStepInARowMakesAndEndsAPodAllTheSame() {
        var left = Stream.of("one", "two", "three").map(it -> "left-before-" + it);
        leave(left.map(name -> bind(Pods.serving(name))).toList());
        agent.kill();
        var pods = new ArrayList<Pod>();

        for (var step : Step.values()) {
            if (step == Step.STOP_ORDERED) {
                agent.start();
                pods.forEach(this::awaitReady);
                truth.requireExactly(bound);
                pods.forEach(pod -> assertEquals(0, truth.life(pod, "app").attempt()));
                agent.kill();
                delete(pods.getFirst());
            } else if (step.compareTo(Step.STOP_ORDERED) < 0) {
                pods.add(bind(Pods.serving("dies-as-number-%d".formatted(pods.size()))));
            }
            agent.startToCrashAt(step);
            agent.awaitCrash();
        }
        agent.start();

        fleet.awaitGone(pods.getFirst());
        truth.requireExactly(bound);
        fleet.requireNobodyCameBack();
    }

    private void leave(List<Pod> pods) {
        pods.forEach(this::awaitReady);
        pods.forEach(this::delete);
        pods.forEach(fleet::awaitGone);
    }

    @Test
    void whatHappenedWhileTheAgentWasDeadIsMadeUpFor() {
        var dying = bind(Pods.serving("dying"));
        var leaving = bind(Pods.serving("leaving"));
        awaitReady(dying);
        awaitReady(leaving);
        var app = truth.life(dying, "app");
        var side = truth.life(dying, "side");

        agent.kill();
        truth.kill(app);
        delete(leaving);
        var coming = bind(Pods.serving("coming"));
        agent.start();

        awaitReady(coming);
        fleet.awaitGone(leaving);
        fleet.awaitState(dying, it -> it.ready() && restarts(it, "app") == 1);
        truth.requireExactly(bound);
        assertEquals(1, truth.life(dying, "app").attempt());
        assertEquals(side, truth.life(dying, "side"));
    }

    @Test
    void containerdKilledLeavesEverybodyAloneAndWhatEndedMeanwhileIsStartedAgain() {
        var dying = bind(Pods.serving("dying-unseen"));
        awaitReady(dying);
        var app = truth.life(dying, "app");
        var side = truth.life(dying, "side");

        box.killContainerd();
        truth.kill(app);
        var coming = bind(Pods.serving("coming-late"));
        box.start();

        awaitReady(coming);
        fleet.awaitState(dying, it -> it.ready() && restarts(it, "app") == 1);
        truth.requireExactly(bound);
        assertEquals(side, truth.life(dying, "side"));
    }

    @Test
    void agentAndContainerdKilledTogetherLeaveEverybodyAlone() {
        var leaving = bind(Pods.serving("leaving-late"));
        awaitReady(leaving);

        agent.kill();
        box.killContainerd();
        delete(leaving);
        agent.start();
        box.start();

        fleet.awaitGone(leaving);
        truth.requireExactly(bound);
    }

    // --- reasons

    @Test
    void howAContainerEndedIsTold() {
        var memory = Map.of("limits", Map.of("memory", "16Mi"));
        var devours = Map.of("command", List.of("tail", "/dev/zero"), "resources", memory);
        var ends =
                Map.of(
                        bind(Pods.once("out-of-memory", devours)), "Failed OOMKilled 137",
                        bind(Pods.once("error", runs("sh", "-c", "exit 1"))), "Failed Error 1",
                        bind(Pods.once("done", runs("true"))), "Succeeded Completed 0",
                        bind(Pods.once("absent", runs("/no/such"))), "Failed StartError 128");

        ends.forEach((pod, end) -> fleet.awaitState(pod, state -> end(state).equals(end)));
    }

    private static Map<String, Object> runs(String... command) {
        return Map.of("command", List.of(command));
    }

    private static String end(PodState.Observed state) {
        return switch (state.containers().getFirst().state()) {
            case ContainerState.Terminated end ->
                    state.phase() + " " + end.reason() + " " + end.exitCode();
            case ContainerState.Running _, ContainerState.Waiting _ -> "";
        };
    }

    @Test
    void whyAContainerDoesNotRunIsTold() {
        var image = "localhost:1/nobody/missing:1";
        var never = Map.<String, Object>of("image", image, "imagePullPolicy", "Never");
        var reasons =
                Map.of(
                        bind(Pods.again("missing", Map.of("image", image))),
                                List.of("ErrImagePull", "ImagePullBackOff"),
                        bind(Pods.again("never", never)), List.of("ErrImageNeverPull"),
                        bind(Pods.again("unnamed", Map.of("image", "Not/An//Image"))),
                                List.of("InvalidImageName"),
                        bind(Pods.again("crashing", runs("false"))), List.of("CrashLoopBackOff"));

        reasons.forEach((pod, all) ->
                all.forEach(reason -> fleet.awaitSaid(pod, it -> isWaitingFor(it, reason))));
    }

    private static boolean isWaitingFor(PodState.Observed state, String reason) {
        return state.containers().getFirst().state() instanceof ContainerState.Waiting waiting
                && waiting.reason().equals(reason);
    }
}
