package io.nodebus.bus.decide;

/// Whether the bus is there. Silence of others counts only while it is.
public sealed interface BusState extends Input {
    record Away(Moment at) implements BusState {
        @Override
        public Away at(Moment moment) {
            return new Away(moment);
        }
    }

    record Back(Moment at) implements BusState {
        @Override
        public Back at(Moment moment) {
            return new Back(moment);
        }
    }
}
