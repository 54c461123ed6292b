package io.nodebus.api.http;

import io.nodebus.api.status.Refusal;
import io.nodebus.api.view.Change.Notice;
import io.nodebus.api.view.View;
import io.nodebus.bus.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A watch: what changed since a version, one JSON object a line, for as long as both sides want.
final class Watch extends Stream {
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Exchange exchange;
    private final Reception reception;
    private final Showing showing;
    private final Asked asked;
    private final long bookmarkTimer;
    private final long endTimer;
    private long version;
    private boolean headed;
    private boolean silentSinceBookmark;

    /// @param from the version after which to begin
    private Watch(
            Vertx vertx,
            Exchange exchange,
            Reception reception,
            Showing showing,
            Asked asked,
            long from,
            Duration bookmarks) {
        super(exchange.response());
        this.vertx = vertx;
        this.exchange = exchange;
        this.reception = reception;
        this.showing = showing;
        this.asked = asked;
        this.version = from;
        this.bookmarkTimer =
                exchange.flag("allowWatchBookmarks")
                        ? vertx.setPeriodic(bookmarks.toMillis(), _ -> bookmarkIfSilent())
                        : NO_TIMER;
        this.endTimer =
                exchange.number("timeoutSeconds")
                        .filter(seconds -> seconds > 0)
                        .map(seconds -> vertx.setTimer(seconds * 1000, _ -> end()))
                        .orElse(NO_TIMER);
    }

    /// Begins a watch, or answers why not.
    ///
    /// @param bookmarks how often a quiet watch is told the version
    static Future<Void> begin(
            Vertx vertx,
            Exchange exchange,
            Reception reception,
            Showing showing,
            Asked asked,
            Duration bookmarks) {
        var from = exchange.number("resourceVersion").orElse(0L);
        return reception
                .look(desk -> start(desk.view(), asked, from, exchange))
                .map(start -> {
                    if (start.refusal().isPresent()) {
                        exchange.refuse(start.refusal().get());
                        return null;
                    }
                    var watch =
                            new Watch(
                                    vertx,
                                    exchange,
                                    reception,
                                    showing,
                                    asked,
                                    start.version(),
                                    bookmarks);
                    exchange.response().putHeader("Content-Type", "application/json");
                    watch.begin(reception);
                    start.page().ifPresent(watch::tellAll);
                    return null;
                });
    }

    /// @param page what is there already, for those who ask for it
    private record Start(long version, Optional<View.Page> page, Optional<Refusal> refusal) {}

    private static Start start(View view, Asked asked, long from, Exchange exchange) {
        var everything = exchange.flag("sendInitialEvents");
        if (from == 0 || everything) {
            return new Start(
                    view.version(), Optional.of(view.list(asked.query(), "", 0)), Optional.empty());
        }
        return view.since(from).isPresent()
                ? new Start(from, Optional.empty(), Optional.empty())
                : new Start(from, Optional.empty(), Optional.of(tooOld(from, view.version())));
    }

    private static Refusal tooOld(long asked, long current) {
        return Refusal.expired("too old resource version: %d (%d)".formatted(asked, current));
    }

    private void tellAll(View.Page page) {
        page.objects()
                .forEach(seen ->
                        write("ADDED", showing.one(asked.form(), asked.include(), seen, head())));
        if (exchange.flag("sendInitialEvents")) {
            write(
                    "BOOKMARK",
                    showing.bookmark(asked.form(), asked.query().resource(), page.version(), true));
        }
    }

    @Override
    Future<Void> look() {
        return reception
                .look(desk -> desk.view().since(version))
                .onSuccess(since ->
                        since.ifPresentOrElse(
                                this::tell,
                                () -> {
                                    write("ERROR", tooOld(version, version).tree());
                                    end();
                                }))
                .mapEmpty();
    }

    private void tell(View.Since since) {
        since.changes().stream()
                .map(change -> change.noticed(asked.query()))
                .flatMap(Optional::stream)
                .forEach(this::tell);
        version = since.version();
    }

    private void tell(Notice notice) {
        write(
                notice.kind().name(),
                showing.one(asked.form(), asked.include(), notice.object(), head()));
    }

    /// Columns are told once.
    private boolean head() {
        var first = !headed;
        headed = true;
        return first;
    }

    private void bookmarkIfSilent() {
        if (silentSinceBookmark) {
            write(
                    "BOOKMARK",
                    showing.bookmark(asked.form(), asked.query().resource(), version, false));
        }
        silentSinceBookmark = true;
    }

    private void write(String type, Map<String, Object> object) {
        if (isOver()) {
            return;
        }
        silentSinceBookmark = false;
        var event = new LinkedHashMap<String, Object>();
        event.put("type", type);
        event.put("object", object);
        exchange.response().write(Buffer.buffer(Json.write(event)).appendByte((byte) '\n'));
    }

    @Override
    void stopped() {
        vertx.cancelTimer(bookmarkTimer);
        vertx.cancelTimer(endTimer);
    }
}
