package io.nodebus.bus.journal;

import io.nodebus.contracts.stamp.Stamp;

/// Records of one writer's life that will not be sent.
///
/// @param from the lowest number among them
/// @param to the highest
/// @param count how many
public record Gap(Name name, long from, long to, long count) {
    public enum Cause {
        /// There was no room, or their time was over.
        DROPPED,
        /// A newer record of the same key took their place before they were sent.
        SUPERSEDED
    }

    /// @param who nodeUid, or service of a leader
    /// @param life boot, or epoch
    public record Name(Cause cause, String who, long life) {}

    static Gap of(Cause cause, Stamp stamp) {
        return switch (stamp) {
            case Stamp.ByNode(var uid, var boot, var seq) ->
                    new Gap(new Name(cause, uid, boot), seq, seq, 1);
            case Stamp.ByLeader(var service, var epoch, var seq) ->
                    new Gap(new Name(cause, service, epoch), seq, seq, 1);
        };
    }

    /// Both, under the name of this one.
    Gap and(Gap other) {
        return new Gap(
                name, Math.min(from, other.from), Math.max(to, other.to), count + other.count);
    }
}
