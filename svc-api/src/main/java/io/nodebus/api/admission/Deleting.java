package io.nodebus.api.admission;

import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.contracts.wire.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody who deletes may say beside the name: `DeleteOptions`.
///
/// @param gracePeriodSeconds how long it may take to end; absent: what the object says
/// @param dryRun `All`: only look whether it could be deleted
public record Deleting(
        Optional<Long> gracePeriodSeconds,
        Optional<Preconditions> preconditions,
        List<String> dryRun) {
    public Deleting {
        dryRun = List.copyOf(dryRun);
    }

    /// What must be true of the object that is deleted.
    public record Preconditions(Optional<String> uid, Optional<String> resourceVersion) {}

    /// @param tree as sent; may be empty
    /// @throws Refused when it makes no sense
    public static Deleting read(Map<?, ?> tree) {
        try {
            var options = TreeReader.lenient(Deleting.class, tree);
            if (options.gracePeriodSeconds().filter(seconds -> seconds < 0).isPresent()) {
                throw new Refused(
                        Refusal.badRequest(
                                "gracePeriodSeconds must be greater than or equal to 0, got "
                                        + options.gracePeriodSeconds().get()));
            }
            return options;
        } catch (Unreadable e) {
            throw new Refused(Refusal.badRequest("no DeleteOptions: " + e.getMessage()));
        }
    }
}
