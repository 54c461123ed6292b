package io.nodebus.bus.decide;

/// A timer that was asked for with [Command.Wake] has run out.
public record Tick(String timer, Moment at) implements Input {
    @Override
    public Tick at(Moment moment) {
        return new Tick(timer, moment);
    }
}
