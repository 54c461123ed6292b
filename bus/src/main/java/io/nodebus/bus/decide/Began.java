package io.nodebus.bus.decide;

/// The first thing a state hears: it was made just now and knows nothing yet. The place to set
/// timers and to ask the edges what is there.
///
/// @param anew false at the first time in this life, true when the loop was rebuilt
public record Began(boolean anew, Moment at) implements Input {
    @Override
    public Began at(Moment moment) {
        return new Began(anew, moment);
    }
}
