package io.nodebus.bus.journal;

import io.nodebus.contracts.stamp.Stamp;

/// Where a record lies in the file, and what must be known of it without reading it.
sealed interface Place {
    /// @param position of the frame's body
    /// @param length of it
    record Spot(long position, int length) {
        long bytes() {
            return (long) Half.FRAME + length;
        }
    }

    Spot spot();

    Stamp stamp();

    record Heard(Spot spot, Stamp stamp, long plane) implements Place {
        Heard at(Spot moved) {
            return new Heard(moved, stamp, plane);
        }
    }

    record Own(Spot spot, Stamp stamp, Lane lane, long number, boolean sent, boolean tombstone)
            implements Place {
        Own at(Spot moved) {
            return new Own(moved, stamp, lane, number, sent, tombstone);
        }

        Own sent(boolean sent) {
            return new Own(spot, stamp, lane, number, sent, tombstone);
        }

        /// State stays for the next start; the rest was only to be sent.
        boolean isDoneOnceSent() {
            return tombstone || lane != Lane.STATE;
        }
    }

    /// @param notAfter milliseconds since the epoch
    record Event(Spot spot, Stamp stamp, long number, long notAfter) implements Place {
        Event at(Spot moved) {
            return new Event(moved, stamp, number, notAfter);
        }
    }
}
