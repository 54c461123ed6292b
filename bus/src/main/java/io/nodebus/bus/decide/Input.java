package io.nodebus.bus.decide;

/// Everything a loop can decide on. What a decider heard is a list of these, and nothing else can
/// have influenced it.
public sealed interface Input
        permits Began,
                Heard,
                Quarantined,
                Refused,
                Missing,
                CaughtUp,
                BusState,
                PlaneSeen,
                Tick,
                Told {
    /// When the loop turned to it. Never goes back within one loop, as far as `since` is concerned.
    Moment at();

    /// The same input, heard at another moment.
    Input at(Moment moment);
}
