package io.nodebus.nodeagent.services;

/// Which order is under way, and which is due beside what changed. Immutable.
///
/// @param number of the last one
/// @param underWay not answered yet
/// @param held nothing is ordered until it is time to try again
record Orders(long number, Kind underWay, Kind due, boolean held) {
    static final Orders NONE = new Orders(0, Kind.NONE, Kind.NONE, false);

    /// Each makes good what those before it do.
    enum Kind {
        NONE,
        /// What changed.
        COMMIT,
        /// What others did, and what the kernel did not take.
        REPAIR,
        /// Everything is compared with what the kernel has.
        LOAD
    }

    /// No less is due than before.
    Orders due(Kind other) {
        return new Orders(number, underWay, other.compareTo(due) > 0 ? other : due, held);
    }

    /// @param moment a number that no earlier life of the state gave
    Orders begun(Kind kind, long moment) {
        return new Orders(
                Math.max(number + 1, moment), kind, kind == Kind.COMMIT ? due : Kind.NONE, held);
    }

    Orders answered() {
        return new Orders(number, Kind.NONE, due, held);
    }

    Orders held(boolean now) {
        return new Orders(number, underWay, due, now);
    }

    boolean isUnderWay() {
        return underWay != Kind.NONE;
    }

    boolean isAnsweredBy(long other) {
        return isUnderWay() && number == other;
    }
}
