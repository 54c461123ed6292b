package io.nodebus.bus.loop;

import io.nodebus.bus.Stamps;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.stamp.Stamp.ByNode;

/// In which life a writer stamps what it says.
record Life(Stamp one) {
    /// Spends one number of the life: there is no other way to know it.
    static Life of(Stamps stamps) {
        return new Life(stamps.next());
    }

    /// Whether a stamp is of an earlier life of this writer. Who writes in its name later is not
    /// ours to correct: we are the past then.
    boolean isLaterThan(Stamp stamp) {
        return switch (one) {
            case ByNode(var uid, var boot, _) ->
                    stamp instanceof ByNode(var otherUid, var otherBoot, _)
                            && uid.equals(otherUid)
                            && boot > otherBoot;
            case ByLeader(var service, var epoch, _) ->
                    stamp instanceof ByLeader(var otherService, var otherEpoch, _)
                            && service.equals(otherService)
                            && epoch > otherEpoch;
        };
    }
}
