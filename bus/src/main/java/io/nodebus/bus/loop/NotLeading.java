package io.nodebus.bus.loop;

/// What this loop decided was not carried out, because it follows. Another instance leads.
public final class NotLeading extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotLeading(String loop) {
        super(
                loop + " follows: another instance leads, and only the leader acts",
                null,
                false,
                false);
    }
}
