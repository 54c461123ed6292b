package io.nodebus.bus.decide;

/// Something an edge room of the same service told the loop: the outcome of an order, a request
/// from outside, what it noticed.
///
/// @param message a record of the service's own family
public record Told<M>(M message, Moment at) implements Input {
    @Override
    public Told<M> at(Moment moment) {
        return new Told<>(message, moment);
    }
}
