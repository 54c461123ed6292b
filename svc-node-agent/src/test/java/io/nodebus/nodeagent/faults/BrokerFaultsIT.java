package io.nodebus.nodeagent.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A real node whose broker dies, and comes back with all or with nothing.
class BrokerFaultsIT extends FaultyNode {
    @Test
    void aNodeWithoutItsBrokerGoesOnAndDoesWhatWasOrderedMeanwhileWhenItIsBack() {
        var dying = bind(Pods.serving("dying-alone"));
        var leaving = bind(Pods.serving("leaving-later"));
        awaitReady(dying);
        awaitReady(leaving);
        var side = truth.life(dying, "side");

        broker.kill();
        truth.kill(truth.life(dying, "app"));
        truth.awaitNext(dying, "app", 1);
        broker.restart();
        delete(leaving);
        var coming = bind(Pods.serving("coming-later"));

        awaitReady(coming);
        fleet.awaitGone(leaving);
        fleet.awaitState(dying, it -> it.ready() && restarts(it, "app") == 1);
        fleet.awaitExactly(bound);
        truth.requireExactly(bound);
        assertEquals(side, truth.life(dying, "side"));
        fleet.requireNobodyCameBack();
    }

    /// Design law 9: absence is no order.
    @Test
    void anEmptiedBrokerTakesNothingAwayUntilSomebodySaysThatItMay() {
        var kept = bind(Pods.serving("kept"));
        var absent = bind(Pods.serving("absent"));
        awaitReady(kept);
        awaitReady(absent);
        var lives = List.of(truth.lives(kept), truth.lives(absent));
        var before = fleet.cluster();

        broker.kill();
        broker.wipe();
        broker.restart();
        fleet.found();
        fleet.awaitAnotherThan(before);
        bound.forEach(this::awaitReady);
        bound.remove(absent);
        fleet.approve();
        bound.forEach(fleet::bind);
        agent.kill();
        agent.start();
        var coming = bind(Pods.serving("coming-anew"));
        awaitReady(coming);
        assertEquals(lives, List.of(truth.lives(kept), truth.lives(absent)));

        fleet.acceptPlane();
        fleet.awaitExactly(bound);
        truth.requireExactly(bound);
        assertEquals(lives.getFirst(), truth.lives(kept));
    }
}
