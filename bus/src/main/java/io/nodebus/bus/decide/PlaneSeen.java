package io.nodebus.bus.decide;

/// Which bus is heard: said before its first record, and again when it turned into another one. An
/// actor that remembers another one may add, and must not stop what is merely absent (design law
/// 9).
///
/// @param changed false at the first time in this life
public record PlaneSeen(PlaneIdentity plane, boolean changed, Moment at) implements Input {
    @Override
    public PlaneSeen at(Moment moment) {
        return new PlaneSeen(plane, changed, moment);
    }
}
