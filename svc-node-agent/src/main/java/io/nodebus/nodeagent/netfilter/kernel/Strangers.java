package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.nftables.Skeleton;

/// Hears what others do to our table, for the time it is nobody's. Misses nothing: what was too
/// much to hear counts as anything.
final class Strangers implements AutoCloseable {
    private static final int NFTABLES_GROUP = 7;
    private static final int TABLES = 10;
    private static final int NEW_ELEMENTS = TABLES << 8 | 12;
    private static final int DELETE_ELEMENTS = TABLES << 8 | 14;

    /// Of tables and of all that is in them.
    private static final int TABLE = 1;

    private final NetlinkSocket socket = new NetlinkSocket();
    private final int family;
    private boolean ours;
    private boolean more;

    Strangers(int family, NetlinkWriter out) {
        this.family = family;
        var _ = RuleGeneration.ask(socket, out);
        socket.join(NFTABLES_GROUP);
    }

    /// @param ownPort whose changes are no stranger's
    boolean touchedOurs(int ownPort) {
        hear(ownPort);
        return ours;
    }

    boolean touchedTheSkeleton(int ownPort) {
        hear(ownPort);
        return more;
    }

    void hear(int ownPort) {
        var complete = socket.receive(message -> hear(message, ownPort));
        ours |= !complete;
        more |= !complete;
    }

    private void hear(NetlinkReader message, int ownPort) {
        if (message.portId() == ownPort
                || message.type() >> 8 != TABLES
                || message.family() != family
                || message.attribute(TABLE)
                        .map(NetlinkReader::string)
                        .filter(Skeleton.TABLE::equals)
                        .isEmpty()) {
            return;
        }
        ours = true;
        more |= message.type() != NEW_ELEMENTS && message.type() != DELETE_ELEMENTS;
    }

    @Override
    public void close() {
        socket.close();
    }
}
