package io.nodebus.bus.journal;

/// How much a journal of its size keeps, and what to say when that is not enough.
record Room(String called, Layout layout) {
    /// @param length of the record's body
    /// @throws JournalFull when no record of this length can be kept, however empty the journal is
    void refuseTooLarge(JournalRecord record, int length) {
        if (length > layout.largestBody()) {
            throw new JournalFull(
                    "journal %s of %d bytes keeps records of at most %d bytes, %s %s has %d: --journal-size must be at least %d"
                            .formatted(
                                    called,
                                    layout.size(),
                                    layout.largestBody(),
                                    record.topic(),
                                    record.key(),
                                    length,
                                    8L * (length + Half.FRAME + Half.HEADER) + 1024));
        }
    }

    /// @param after how many bytes of state there would be with it
    /// @throws JournalFull when that is too many
    void refuseTooMuch(JournalRecord record, long after) {
        if (after > layout.stateLimit()) {
            throw new JournalFull(
                    "journal %s of %d bytes keeps at most %d bytes of state, with %s %s it would be %d: --journal-size must be at least %d"
                            .formatted(
                                    called,
                                    layout.size(),
                                    layout.stateLimit(),
                                    record.topic(),
                                    record.key(),
                                    after,
                                    after * 2 / 5 * 8 + 1));
        }
    }
}
