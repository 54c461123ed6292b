package io.nodebus.nodeagent.services;

/// How far everything is. Immutable.
///
/// @param caughtUp all that was said before was heard
/// @param away the bus is not there
record Course(boolean caughtUp, boolean away, Orders orders, Trouble trouble, Telling telling) {
    static final Course BEGINS = new Course(false, false, Orders.NONE, Trouble.NONE, Telling.NONE);

    Course nowCaughtUp() {
        return new Course(true, away, orders, trouble, telling);
    }

    Course away(boolean now) {
        return new Course(caughtUp, now, orders, trouble, telling);
    }

    Course with(Orders other) {
        return new Course(caughtUp, away, other, trouble, telling);
    }

    Course with(Trouble other) {
        return new Course(caughtUp, away, orders, other, telling);
    }

    Course with(Telling other) {
        return new Course(caughtUp, away, orders, trouble, other);
    }
}
