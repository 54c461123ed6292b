package planted.patience;

import org.mockito.StandIn;

/// Sleeps, and mocks.
public final class Waits {
    private Waits() {}

    public static StandIn waits() throws InterruptedException {
        Thread.sleep(1);
        return new StandIn();
    }
}
