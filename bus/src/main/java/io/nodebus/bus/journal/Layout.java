package io.nodebus.bus.journal;

/// How a file of some size is divided: two halves, of which one holds what counts and the other is
/// where the next snapshot goes.
///
/// @param size of the file in bytes
record Layout(long size) {
    private static final long ALIGNMENT = 512;

    long half() {
        return size / 2 / ALIGNMENT * ALIGNMENT;
    }

    long start(int half) {
        return half * half();
    }

    /// The largest body of a frame. A quarter, so that after each snapshot there is room for one.
    int largestBody() {
        return (int) Math.min(Integer.MAX_VALUE / 2, half() / 4 - Half.FRAME - Half.HEADER);
    }

    /// What own and heard state may take together; the rest is for events and for what comes after
    /// a snapshot.
    long stateLimit() {
        return half() / 8 * 5;
    }

    /// What heard state may take: losing it costs a start without the bus, losing own state more.
    long heardLimit() {
        return half() / 2;
    }

    /// Beyond this much heard state, only what is addressed to this node is kept: what runs here
    /// must not be forgotten for what is said to the whole fleet.
    long viewLimit() {
        return heardLimit() / 4 * 3;
    }

    /// What events may take in a snapshot beside so much state.
    long eventLimit(long stateBytes) {
        return Math.max(0, half() - half() / 4 - half() / 16 - stateBytes);
    }
}
