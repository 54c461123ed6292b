package io.nodebus.bus.decide;

/// A pure function from what is known and what was just heard to what is known now and what to do
/// about it.
@FunctionalInterface
public interface Decider<S, E> {
    Decision<S> decide(S state, E heard);
}
