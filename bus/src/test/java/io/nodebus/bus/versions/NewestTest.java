package io.nodebus.bus.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.stamp.Stamp;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestTest {
    private final Newest newest = new Newest();

    @Test
    void onlyALaterStampIsNews() {
        assertTrue(heard("n1", 5));
        assertFalse(heard("n1", 5));
        assertFalse(heard("n1", 4));
        assertTrue(heard("n1", 6));
        assertTrue(heard("n2", 1));
    }

    @Test
    void whatWasEndedStaysEndedForLateRepetitions() {
        heard("n1", 5);
        assertTrue(ended("n1", 6));
        assertFalse(heard("n1", 5));
        assertTrue(heard("n1", 7));
    }

    @Test
    void whatDoesNotComeAgainIsMissingOnce() {
        heard("n1", 1);
        heard("n2", 1);
        heard("n3", 1);
        newest.readAgain();
        heard("n2", 1);
        newest.isThere(key("n3"));
        assertEquals(List.of(key("n1")), newest.missing());
        assertEquals(List.of(), newest.missing());
        assertTrue(heard("n1", 1), "a missing key may come again as it was");
    }

    @Test
    void whatWasEndedIsNotMissed() {
        heard("n1", 1);
        ended("n1", 2);
        newest.readAgain();
        assertEquals(List.of(), newest.missing());
    }

    @Test
    void anotherBusCountsAnewAndIsMissedFrom() {
        heard("n1", 5);
        heard("n2", 5);
        newest.readAnotherBus();
        assertTrue(heard("n1", 1));
        assertEquals(List.of(key("n2")), newest.missing());
    }

    @Test
    void onlySoManyTombstonesAreRemembered() {
        for (var i = 0; i <= 10_000; i++) {
            heard("n" + i, 1);
            ended("n" + i, 2);
        }
        assertTrue(heard("n0", 1), "the oldest was forgotten");
        assertFalse(heard("n10000", 1));
    }

    private boolean heard(String key, long seq) {
        return newest.age(key(key), new Stamp.ByNode("u", 1, seq), false) == Newest.Age.NEWS;
    }

    private boolean ended(String key, long seq) {
        return newest.age(key(key), new Stamp.ByNode("u", 1, seq), true) == Newest.Age.NEWS;
    }

    private static TopicKey key(String key) {
        return new TopicKey(RouteState.TOPIC, key);
    }
}
