package io.nodebus.nodeagent.simulated;

import java.time.Duration;
import java.util.Optional;

/// One thing a simulated process does.
sealed interface Step {
    record Print(String line) implements Step {}

    record Sleep(Duration length) implements Step {}

    /// From now on SIGTERM ends it with this code, or not at all.
    record Trap(Optional<Integer> exitCode) implements Step {}

    record Jump(int step) implements Step {}

    record Exit(int code) implements Step {}

    /// Takes memory until the limit ends it; without a limit it goes on for ever.
    record Devour() implements Step {}

    record Forever() implements Step {}
}
