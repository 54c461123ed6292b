package io.nodebus.bus.decide;

/// Every record that was on the heard topics when hearing began (or began anew) has been heard.
/// Before it, absence means nothing; after it, keys not heard since are [missing][Missing].
///
/// @param anew false at the first time in this life, true after the bus was away long enough to
///   read again
public record CaughtUp(boolean anew, Moment at) implements Input {
    @Override
    public CaughtUp at(Moment moment) {
        return new CaughtUp(anew, moment);
    }
}
