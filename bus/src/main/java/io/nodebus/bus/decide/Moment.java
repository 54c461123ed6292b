package io.nodebus.bus.decide;

import java.time.Duration;
import java.time.Instant;

/// When something was heard. Deciders have no other time.
///
/// @param wall what the clock on the wall says; may jump
/// @param since monotonic time of this process, from an arbitrary start; never jumps. Durations are
///   measured with it
public record Moment(Instant wall, Duration since) {}
