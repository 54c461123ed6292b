package io.nodebus.autoscaler.fleet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.contracts.stamp.Stamp;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final String POD = "default/web";

    private final Memory memory = new Memory();

    @Test
    void whatIsOlderThanWhatWasHeardIsNoWordOnWhatIsWanted() {
        assertTrue(memory.isNewest(POD, said(1, 5)));
        assertFalse(memory.isNewest(POD, said(1, 4)));
        assertTrue(memory.isNewest(POD, said(1, 5)), "the same is read again at each takeover");
        assertTrue(memory.isNewest(POD, said(2, 1)));
        assertFalse(memory.isNewest(POD, said(1, 9)));
        assertTrue(memory.isNewest("default/other", said(1, 1)));
    }

    @Test
    void onAnotherPlaneStampsCountAnew() {
        memory.seen(plane("one"));
        assertTrue(memory.isNewest(POD, said(3, 5)));
        memory.seen(plane("two"));
        assertTrue(memory.isNewest(POD, said(1, 1)));
    }

    private static Stamp said(long epoch, long seq) {
        return new Stamp.ByLeader("api", epoch, seq);
    }

    private static PlaneIdentity plane(String name) {
        return new PlaneIdentity(name, name, 4, Map.of());
    }
}
