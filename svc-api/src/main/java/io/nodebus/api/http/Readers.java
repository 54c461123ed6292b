package io.nodebus.api.http;

import io.nodebus.api.http.Asked.Continue;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.resource.Way.Collection;
import io.nodebus.api.resource.Way.Single;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.tables.Tables.Include;
import io.nodebus.api.view.View;
import io.nodebus.api.view.View.Page;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/// `get`, `list` and `watch`.
final class Readers {
    private final Vertx vertx;
    private final Reception reception;
    private final Showing showing;
    private final Duration bookmarks;

    Readers(Vertx vertx, Reception reception, Showing showing, Duration bookmarks) {
        this.vertx = vertx;
        this.reception = reception;
        this.showing = showing;
        this.bookmarks = bookmarks;
    }

    Future<Void> get(Exchange exchange, Single single) {
        var form = Asked.form(exchange);
        return reception
                .look(desk -> {
                    ready(desk.isReady());
                    return desk.view()
                            .get(single.resource(), single.namespace(), single.name())
                            .orElseThrow(() -> notFound(single.resource(), single.name()));
                })
                .onSuccess(seen ->
                        exchange.reply(200, showing.one(form, Include.METADATA, seen, true)))
                .mapEmpty();
    }

    private static Refused notFound(Resource resource, String name) {
        return new Refused(Refusal.notFound(resource.subject(name)));
    }

    static void ready(boolean isReady) {
        if (!isReady) {
            throw new Refused(Refusal.unavailable("the topics are still being read"));
        }
    }

    Future<Void> list(Exchange exchange, Collection collection) {
        var asked = Asked.of(exchange, collection.resource(), collection.namespace());
        if (exchange.flag("watch")) {
            return Watch.begin(vertx, exchange, reception, showing, asked, bookmarks);
        }
        return reception
                .look(desk -> {
                    ready(desk.isReady());
                    return page(desk.view(), asked);
                })
                .onSuccess(page -> exchange.reply(200, showing.list(asked, page)))
                .mapEmpty();
    }

    /// A page shows what is there now. Its version is that of the first page, so a watch from there
    /// tells what changed between the pages; when the ring cannot any more, the list begins anew.
    private static Page page(View view, Asked asked) {
        asked.from()
                .map(Continue::version)
                .filter(version -> view.since(version).isEmpty())
                .ifPresent(_ -> {
                    throw new Refused(
                            Refusal.expired(
                                    "The provided continue parameter is too old to display"
                                            + " a consistent list result. You must start a new"
                                            + " list without the continue parameter."));
                });
        return view.list(
                asked.query(), asked.from().map(Continue::after).orElse(""), asked.limit());
    }

    /// The namespaces and names of a collection, for those who delete it whole.
    Future<Page> all(Exchange exchange, Collection collection) {
        var asked = Asked.of(exchange, collection.resource(), collection.namespace());
        return reception.look(desk -> page(desk.view(), asked));
    }

    /// A collection's namespace, when its kind has them.
    static Optional<String> namespace(Collection collection) {
        return collection.resource().namespaced() ? collection.namespace() : Optional.of("");
    }
}
