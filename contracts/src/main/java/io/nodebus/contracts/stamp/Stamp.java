package io.nodebus.contracts.stamp;

/// The version of a record: who said it, in which life, and as which number of that life.
///
/// A hearer keeps, per key, the newest and ignores what is older (design law 7). Only stamps of the
/// same kind and, for nodes, of the same nodeUid compare; which nodeUid counts is decided by
/// approval, not by order.
public sealed interface Stamp {
    /// @param boot counts the starts of this node's agent
    /// @param seq counts what the agent said in this boot
    record ByNode(String nodeUid, long boot, long seq) implements Stamp {
        @Override
        public String id() {
            return nodeUid + "/" + boot + "/" + seq;
        }
    }

    /// @param service who leads, e.g. `autoscaler`
    /// @param epoch grows by one at each takeover
    record ByLeader(String service, long epoch, long seq) implements Stamp {
        @Override
        public String id() {
            return service + "/" + epoch + "/" + seq;
        }
    }

    /// Unique and the same at each repetition: the CloudEvents `id`.
    String id();

    /// True when a record stamped with this replaces one of the same key stamped with `other`. A
    /// repetition does not.
    default boolean replaces(Stamp other) {
        return switch (this) {
            case ByNode(var uid, var boot, var seq) ->
                    !(other instanceof ByNode(var otherUid, var otherBoot, var otherSeq))
                            || !uid.equals(otherUid)
                            || boot > otherBoot
                            || boot == otherBoot && seq > otherSeq;
            case ByLeader(_, var epoch, var seq) ->
                    !(other instanceof ByLeader(_, var otherEpoch, var otherSeq))
                            || epoch > otherEpoch
                            || epoch == otherEpoch && seq > otherSeq;
        };
    }
}
