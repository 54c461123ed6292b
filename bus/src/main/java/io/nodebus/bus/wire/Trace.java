package io.nodebus.bus.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The W3C trace a record belongs to. Records about one object share a trace, whichever topic they
/// are on, so a tracing tool shows a pod's way from `pods.desired` to `pods.state` in one view.
/// Both ids are hashes: a repetition has the same.
final class Trace {
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private Trace() {}

    static String parent(Topic<?> topic, String key, Stamp stamp) {
        return "00-%s-%s-01"
                .formatted(hash(object(topic, key), TRACE_BYTES), hash(stamp.id(), SPAN_BYTES));
    }

    private static String object(Topic<?> topic, String key) {
        var slash = key.indexOf('/');
        return topic.scope() == Scope.NODE && slash >= 0 ? key.substring(slash + 1) : key;
    }

    private static String hash(String text, int bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
