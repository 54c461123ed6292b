package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.runtime.RuntimeFailure.Kind;

/// What containerd says when it does not do what it is asked, in its words.
final class Refusals {
    private Refusals() {}

    static RuntimeFailure refused(String message) {
        return new RuntimeFailure(Kind.REFUSED, message);
    }

    static RuntimeFailure missing(String message) {
        return new RuntimeFailure(Kind.NOT_FOUND, message);
    }

    static RuntimeFailure taken(String kind, String name, String holder) {
        return refused(
                "failed to reserve %s name \"%s\": name is reserved for \"%s\""
                        .formatted(kind, name, holder));
    }
}
