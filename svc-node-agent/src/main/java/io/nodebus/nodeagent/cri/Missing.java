package io.nodebus.nodeagent.cri;

import io.nodebus.nodeagent.runtime.RuntimeFailure;
import java.util.Optional;
import java.util.function.Supplier;

/// What is not there needs no stopping and no removing, and is found to be absent. containerd 1.6
/// refuses where later versions agree.
final class Missing {
    private Missing() {}

    static void isDone(Runnable call) {
        try {
            call.run();
        } catch (RuntimeFailure failure) {
            if (failure.kind() != RuntimeFailure.Kind.NOT_FOUND) {
                throw failure;
            }
        }
    }

    static <A> Optional<A> asEmpty(Supplier<A> call) {
        try {
            return Optional.of(call.get());
        } catch (RuntimeFailure failure) {
            if (failure.kind() == RuntimeFailure.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
