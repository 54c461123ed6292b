package io.nodebus.contracts.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.stamp.Stamp.ByNode;
import org.junit.jupiter.api.Test;

class StampTest {
    @Test
    void aLaterNumberOfTheSameLifeReplaces() {
        assertTrue(new ByNode("u", 1, 2).replaces(new ByNode("u", 1, 1)));
        assertFalse(new ByNode("u", 1, 1).replaces(new ByNode("u", 1, 2)));
    }

    @Test
    void aRepetitionReplacesNothing() {
        assertFalse(new ByNode("u", 1, 1).replaces(new ByNode("u", 1, 1)));
        assertFalse(new ByLeader("api", 3, 9).replaces(new ByLeader("api", 3, 9)));
    }

    @Test
    void aNewBootReplacesWhateverTheNumber() {
        assertTrue(new ByNode("u", 2, 1).replaces(new ByNode("u", 1, 900)));
    }

    @Test
    void aHigherEpochReplacesWhateverTheNumber() {
        assertTrue(new ByLeader("api", 2, 1).replaces(new ByLeader("api", 1, 900)));
    }

    @Test
    void theIdIsTheSameAtEachRepetition() {
        assertEquals("u/1/2", new ByNode("u", 1, 2).id());
        assertEquals("api/4/7", new ByLeader("api", 4, 7).id());
    }
}
