package io.nodebus.api.http;

import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.why.Happenings;
import io.nodebus.api.why.Happenings.Happening;
import io.nodebus.bus.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Everything that happens on the topics, one JSON object a line, oldest first. A client that reads
/// too slowly is told how much it missed.
final class EventStream extends Stream {
    private static final int AT_ONCE = 256;

    private final Exchange exchange;
    private final Reception reception;
    private final Optional<Instant> since;
    private final boolean follow;
    private long next;

    /// @throws Refused when `since` is no time
    EventStream(Exchange exchange, Reception reception) {
        super(exchange.response());
        this.exchange = exchange;
        this.reception = reception;
        this.since = exchange.parameter("since").map(EventStream::time);
        this.follow = exchange.flag("follow");
        exchange.response().putHeader("Content-Type", "application/x-ndjson");
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new Refused(
                    Refusal.badRequest(
                            "since must be a time as in 2026-01-31T12:00:00Z, got \"%s\""
                                    .formatted(text)));
        }
    }

    @Override
    Future<Void> look() {
        return reception
                .look(desk -> desk.happenings().since(next, AT_ONCE))
                .onSuccess(this::tell)
                .mapEmpty();
    }

    private void tell(Happenings.Since happened) {
        if (isOver()) {
            return;
        }
        // Before the first line nothing was missed: that is how far memory goes.
        if (happened.missed() > 0 && next > 0) {
            write(missed(happened.missed()));
        }
        happened.happenings().stream()
                .filter(this::isWanted)
                .map(Happening::tree)
                .forEach(this::write);
        var more = happened.next() > next;
        next = happened.next();
        if (more) {
            lookAgain();
        } else if (!follow) {
            end();
        }
    }

    private boolean isWanted(Happening happening) {
        return since.filter(from -> happening.heard().said().isBefore(from)).isEmpty();
    }

    private static Map<String, Object> missed(long count) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("type", "missed");
        tree.put("count", count);
        return tree;
    }

    private void write(Map<String, Object> tree) {
        exchange.response().write(Buffer.buffer(Json.write(tree)).appendByte((byte) '\n'));
    }
}
