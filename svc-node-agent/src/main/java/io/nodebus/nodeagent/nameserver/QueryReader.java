package io.nodebus.nodeagent.nameserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nodebus.nodeagent.names.Question;
import io.nodebus.nodeagent.names.RecordType;
import io.nodebus.nodeagent.names.Reply.Code;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Bytes to a query.
final class QueryReader {
    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int RECURSION = 0x0100;
    private static final int MOST_OF_A_NAME = 255;
    private static final int INTERNET = 1;
    private static final int POINTER = 0xC0;
    private static final int HEADER = 12;

    private final ByteBuffer bytes;
    private final int id;
    private final int flags;
    private int limit = Query.LEAST_BYTES;
    private boolean extended;
    private int version;

    private QueryReader(ByteBuffer bytes) {
        this.bytes = bytes;
        this.id = pair();
        this.flags = pair();
    }

    /// Empty when it asks nothing that could be answered: too short, or an answer itself.
    static Optional<Query> read(byte[] message) {
        if (message.length < HEADER) {
            return Optional.empty();
        }
        var reader = new QueryReader(ByteBuffer.wrap(message));
        return (reader.flags & RESPONSE) != 0 ? Optional.empty() : Optional.of(reader.query());
    }

    private Query query() {
        if ((flags & OPCODE) != 0) {
            return query(Optional.empty(), Optional.of(Code.NOTIMP));
        }
        try {
            if (pair() != 1) {
                return query(Optional.empty(), Optional.of(Code.FORMERR));
            }
            var records = pair() + pair() + pair();
            var question = new Question(name(), pair(), id);
            var internet = pair() == INTERNET;
            for (var n = 0; n < records; n++) {
                record();
            }
            return query(
                    Optional.of(question),
                    version > 0
                            ? Optional.of(Code.BADVERS)
                            : internet ? Optional.empty() : Optional.of(Code.REFUSED));
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            // It ends in the middle, or has no name where one should be.
            return query(Optional.empty(), Optional.of(Code.FORMERR));
        }
    }

    private Query query(Optional<Question> question, Optional<Code> fault) {
        return new Query(id, (flags & RECURSION) != 0, question, limit, extended, fault);
    }

    private List<String> name() {
        var labels = new ArrayList<String>();
        var start = bytes.position();
        for (var length = one(); length != 0; length = one()) {
            if ((length & POINTER) != 0 || bytes.position() + length - start > MOST_OF_A_NAME) {
                throw new IllegalArgumentException("no name");
            }
            var label = new byte[length];
            bytes.get(label);
            labels.add(new String(label, ISO_8859_1));
        }
        return labels;
    }

    /// Of records in a query only one says anything: how much the asker can take.
    private void record() {
        skipName();
        var type = pair();
        var size = pair();
        one();
        var itsVersion = one();
        pair();
        skip(pair());
        if (type == RecordType.OPT) {
            extended = true;
            limit = size;
            version = itsVersion;
        }
    }

    private void skipName() {
        var length = one();
        while (length != 0 && (length & POINTER) == 0) {
            skip(length);
            length = one();
        }
        if (length != 0) {
            one();
        }
    }

    private void skip(int many) {
        bytes.position(bytes.position() + many);
    }

    private int one() {
        return bytes.get() & 0xFF;
    }

    private int pair() {
        return bytes.getShort() & 0xFFFF;
    }
}
