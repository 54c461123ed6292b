package io.nodebus.api.door;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.view.Seen;

/// The order to answer a request. Carried out twice, the second time nobody waits any more.
///
/// @param number of the [Request]
public record Answer(long number, Outcome outcome) {
    /// What came of it.
    public sealed interface Outcome {
        /// The object as it is now.
        record Shown(Seen seen, boolean created) implements Outcome {}

        /// It is no more.
        record Ended(Resource resource, String name, String uid) implements Outcome {}

        /// Done, and there is no object to show.
        record Done(String message) implements Outcome {}

        record No(Refusal refusal) implements Outcome {}
    }
}
