package io.nodebus.bus.journal;

/// How full a journal is and what it still owes.
///
/// @param sizeBytes of the file
/// @param usedBytes of the half in use, of which there are two
/// @param stateBytes what own and heard state take of it
/// @param generation how often a snapshot was made
/// @param unkept heard records there was no room for: they will be missing at a start without the
///   bus
public record JournalFigures(
        long sizeBytes,
        long usedBytes,
        long stateBytes,
        long generation,
        int unsentState,
        int unsentReadings,
        int unsentEvents,
        long dropped,
        long superseded,
        long unkept) {
    public int unsent() {
        return unsentState + unsentReadings + unsentEvents;
    }
}
