package io.nodebus.nodeagent.nameserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nodebus.nodeagent.names.Entry;
import io.nodebus.nodeagent.names.Question;
import io.nodebus.nodeagent.names.RecordType;
import io.nodebus.nodeagent.names.Reply;
import java.net.InetAddress;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A reply to bytes. What does not fit is left out: of answers that is told, and the asker comes
/// again over TCP; of what is additional it is not.
final class ReplyWriter {
    /// What a message over TCP can have.
    static final int MOST_BYTES = 65_535;

    private static final int RESPONSE = 0x8000;
    private static final int AUTHORITATIVE = 0x0400;
    private static final int TRUNCATED = 0x0200;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RECURSION_AVAILABLE = 0x0080;
    private static final int INTERNET = 1;
    private static final int POINTER = 0xC000;
    private static final int FARTHEST = 0x3FFF;
    private static final int HEADER = 12;
    private static final int OPTIONS = 11;
    private static final int EVEN_CHANCE = 100;

    private final ByteBuffer bytes;
    private final Map<List<String>, Integer> written = new HashMap<>();

    private ReplyWriter(int limit) {
        this.bytes = ByteBuffer.allocate(limit);
    }

    /// @param recursive whether names elsewhere are looked up here
    /// @param limit at least [Query#LEAST_BYTES]
    static byte[] write(Query query, Reply reply, boolean recursive, int limit) {
        return new ReplyWriter(limit).message(query, reply, recursive);
    }

    private byte[] message(Query query, Reply reply, boolean recursive) {
        bytes.position(HEADER);
        query.question().ifPresent(this::question);
        bytes.limit(bytes.capacity() - (query.extended() ? OPTIONS : 0));
        var answers = entries(reply.answers());
        var truncated = answers < reply.answers().size();
        var authority = truncated ? 0 : entries(reply.authority());
        var additional = truncated ? 0 : entries(reply.additional());
        bytes.limit(bytes.capacity());
        if (query.extended()) {
            options(reply);
            additional++;
        }
        var end = bytes.position();
        bytes.position(0);
        pair(query.id());
        pair(
                RESPONSE
                        | (reply.ours() ? AUTHORITATIVE : 0)
                        | (truncated ? TRUNCATED : 0)
                        | (query.recursion() ? RECURSION_DESIRED : 0)
                        | (recursive ? RECURSION_AVAILABLE : 0)
                        | reply.code().number() & 0xF);
        pair(query.question().isPresent() ? 1 : 0);
        pair(answers);
        pair(authority);
        pair(additional);
        var message = new byte[end];
        bytes.get(0, message);
        return message;
    }

    private void question(Question question) {
        name(question.labels());
        pair(question.type());
        pair(INTERNET);
    }

    /// @return how many of them fitted
    private int entries(List<Entry> entries) {
        var many = 0;
        for (var entry : entries) {
            var start = bytes.position();
            try {
                entry(entry);
                many++;
            } catch (BufferOverflowException _) {
                // A name that was cut off must not be pointed at.
                written.values().removeIf(at -> at >= start);
                bytes.position(start);
                return many;
            }
        }
        return many;
    }

    private void entry(Entry entry) {
        name(entry.owner());
        pair(entry.type());
        pair(INTERNET);
        bytes.putInt(Entry.SECONDS);
        pair(0);
        var start = bytes.position();
        switch (entry) {
            case Entry.Address(_, var address) -> bytes.put(address(address));
            case Entry.Service(_, var port, var target) -> {
                pair(0);
                pair(EVEN_CHANCE);
                pair(port);
                plainName(target);
            }
            case Entry.Authority(var zone) -> authority(zone);
        }
        bytes.putShort(start - Short.BYTES, (short) (bytes.position() - start));
    }

    /// The last number says how long it holds that there is nothing.
    private void authority(List<String> zone) {
        bytes.put(label("ns")).put(label("dns"));
        name(zone);
        bytes.put(label("hostmaster"));
        name(zone);
        bytes.putInt(1).putInt(7200).putInt(1800).putInt(86_400).putInt(Entry.SECONDS);
    }

    private static byte[] address(String address) {
        return InetAddress.ofLiteral(address).getAddress();
    }

    private void options(Reply reply) {
        bytes.put((byte) 0);
        pair(RecordType.OPT);
        pair(MOST_OF_A_QUERY);
        bytes.put((byte) (reply.code().number() >> 4)).put((byte) 0);
        pair(0);
        pair(0);
    }

    /// What we take in one datagram ourselves.
    private static final int MOST_OF_A_QUERY = 1232;

    /// With a pointer to where its end was written before.
    private void name(List<String> labels) {
        for (var from = 0; from < labels.size(); from++) {
            var rest =
                    labels.subList(from, labels.size()).stream()
                            .map(label -> label.toLowerCase(Locale.ROOT))
                            .toList();
            var before = written.get(rest);
            if (before != null) {
                pair(POINTER | before);
                return;
            }
            if (bytes.position() <= FARTHEST) {
                written.put(rest, bytes.position());
            }
            bytes.put(label(labels.get(from)));
        }
        bytes.put((byte) 0);
    }

    /// RFC 2782 forbids pointers in the target of a service.
    private void plainName(List<String> labels) {
        labels.forEach(label -> bytes.put(label(label)));
        bytes.put((byte) 0);
    }

    private static byte[] label(String text) {
        var encoded = text.getBytes(ISO_8859_1);
        var label = new byte[encoded.length + 1];
        label[0] = (byte) encoded.length;
        System.arraycopy(encoded, 0, label, 1, encoded.length);
        return label;
    }

    private void pair(int value) {
        bytes.putShort((short) value);
    }
}
