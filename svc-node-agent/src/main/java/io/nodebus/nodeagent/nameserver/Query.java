package io.nodebus.nodeagent.nameserver;

import io.nodebus.nodeagent.names.Question;
import io.nodebus.nodeagent.names.Reply.Code;
import java.util.Optional;

/// A message that asks.
///
/// @param recursion whether it asks for names elsewhere to be looked up
/// @param question absent when there is none that can be read
/// @param bytes how much can be sent back in a datagram
/// @param extended whether the asker understands EDNS
/// @param fault why it cannot be answered
record Query(
        int id,
        boolean recursion,
        Optional<Question> question,
        int bytes,
        boolean extended,
        Optional<Code> fault) {
    /// What everybody can take.
    static final int LEAST_BYTES = 512;

    /// More is not sent in one datagram, whoever asks.
    private static final int MOST_BYTES = 4096;

    Query {
        bytes = Math.clamp(bytes, LEAST_BYTES, MOST_BYTES);
    }
}
