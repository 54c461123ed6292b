package io.nodebus.bus.decide;

/// Whether the bus is there. Silence of others counts only while it is.
public sealed interface BusState {
    Moment at();

    record Away(Moment at) implements BusState {}

    record Back(Moment at) implements BusState {}
}
