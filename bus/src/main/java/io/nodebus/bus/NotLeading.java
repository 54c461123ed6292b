package io.nodebus.bus;

/// Something was to be carried out or said, and this instance does not lead. Another one does, and
/// only the leader acts.
public final class NotLeading extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param who the loop or service
    public NotLeading(String who) {
        super(
                who + " follows: another instance leads, and only the leader acts",
                null,
                false,
                false);
    }
}
