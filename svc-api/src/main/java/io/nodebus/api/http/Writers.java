package io.nodebus.api.http;

import io.nodebus.api.admission.Deleting;
import io.nodebus.api.admission.MergePatch;
import io.nodebus.api.admission.Seed;
import io.nodebus.api.door.Answer.Outcome;
import io.nodebus.api.door.Answer.Outcome.Done;
import io.nodebus.api.door.Answer.Outcome.Ended;
import io.nodebus.api.door.Answer.Outcome.No;
import io.nodebus.api.door.Answer.Outcome.Shown;
import io.nodebus.api.door.Body;
import io.nodebus.api.door.Request;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.resource.Way.Collection;
import io.nodebus.api.resource.Way.Single;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.tables.Tables.Include;
import io.nodebus.api.view.Seen;
import io.nodebus.bus.wire.Json;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;

/// `create`, `update`, `patch` and `delete`: a body becomes a request to the desk, what comes of it
/// an answer.
final class Writers {
    private static final String MERGE = "application/merge-patch+json";
    private static final String STRATEGIC = "application/strategic-merge-patch+json";

    /// As Kubernetes draws them: no vowels, so no words.
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private static final int SUFFIX = 5;

    private final SecureRandom random = new SecureRandom();
    private final Reception reception;
    private final Showing showing;

    Writers(Reception reception, Showing showing) {
        this.reception = reception;
        this.showing = showing;
    }

    Future<Void> create(Exchange exchange, Collection collection) {
        var namespace =
                Readers.namespace(collection)
                        .orElseThrow(() ->
                                new Refused(
                                        Refusal.methodNotAllowed(
                                                "the server does not allow this method on"
                                                        + " the requested resource: create in"
                                                        + " /namespaces/NAME")));
        return manifest(exchange)
                .compose(body ->
                        ask(
                                exchange,
                                number ->
                                        new Request.Create(
                                                number,
                                                collection.resource(),
                                                namespace,
                                                body,
                                                seed(),
                                                isDryRun(exchange))));
    }

    private Seed seed() {
        var suffix = new StringBuilder();
        for (var i = 0; i < SUFFIX; i++) {
            suffix.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new Seed(UUID.randomUUID().toString(), suffix.toString());
    }

    Future<Void> replace(Exchange exchange, Single single) {
        return manifest(exchange)
                .compose(body ->
                        ask(
                                exchange,
                                number ->
                                        new Request.Replace(
                                                number,
                                                single.resource(),
                                                single.namespace(),
                                                single.name(),
                                                body,
                                                isDryRun(exchange))));
    }

    Future<Void> patch(Exchange exchange, Single single) {
        var type = contentType(exchange);
        if (!type.equals(MERGE) && !type.equals(STRATEGIC)) {
            throw new Refused(
                    Refusal.unsupportedMediaType(
                            "the body of the request was in an unknown format - accepted media"
                                    + " types include: "
                                    + String.join(", ", MERGE, STRATEGIC)));
        }
        return exchange.body()
                .map(bytes -> object(parse(bytes, true)))
                .map(body ->
                        type.equals(STRATEGIC) && single.resource() == Resource.SERVICES
                                ? new Body(MergePatch.ofServices(body.tree()))
                                : body)
                .compose(body ->
                        ask(
                                exchange,
                                number ->
                                        new Request.Patch(
                                                number,
                                                single.resource(),
                                                single.namespace(),
                                                single.name(),
                                                body,
                                                isDryRun(exchange))));
    }

    Future<Void> delete(Exchange exchange, Single single) {
        return deleting(exchange)
                .compose(options ->
                        ask(exchange, number -> delete(number, exchange, single, options)));
    }

    private static Request delete(long number, Exchange exchange, Single single, Deleting options) {
        return new Request.Delete(
                number,
                single.resource(),
                single.namespace(),
                single.name(),
                options,
                exchange.flag("force"),
                isDryRun(exchange) || options.dryRun().contains("All"));
    }

    /// One after another; what is gone by then was to be gone anyway.
    Future<Void> deleteAll(Exchange exchange, Future<List<Seen>> objects) {
        return deleting(exchange)
                .compose(options ->
                        objects.compose(all -> {
                            var done = Future.<Void>succeededFuture();
                            for (var seen : all) {
                                done = done.compose(_ -> deleteOne(exchange, seen, options));
                            }
                            return done;
                        }))
                .onSuccess(_ -> exchange.reply(200, success("")));
    }

    private Future<Void> deleteOne(Exchange exchange, Seen seen, Deleting options) {
        var single = new Single(seen.resource(), seen.namespace(), seen.name());
        return reception
                .ask(number -> delete(number, exchange, single, options))
                .map(outcome -> {
                    if (outcome instanceof No(var refusal) && refusal.code() != 404) {
                        throw new Refused(refusal);
                    }
                    return null;
                });
    }

    private static Future<Deleting> deleting(Exchange exchange) {
        return exchange.body()
                .map(bytes -> {
                    var tree =
                            bytes.length == 0
                                    ? Map.<String, Object>of()
                                    : object(parse(bytes, false)).tree();
                    return Deleting.read(withParameters(exchange, tree));
                });
    }

    /// What stands in the query counts where the body says nothing.
    private static Map<String, Object> withParameters(Exchange exchange, Map<?, ?> tree) {
        var options = new LinkedHashMap<String, Object>();
        tree.forEach((key, value) -> options.put(String.valueOf(key), value));
        exchange.number("gracePeriodSeconds")
                .ifPresent(seconds -> options.putIfAbsent("gracePeriodSeconds", seconds));
        return options;
    }

    private static Future<Body> manifest(Exchange exchange) {
        var type = contentType(exchange);
        if (!type.isEmpty() && !type.equals("application/json") && !type.equals("text/json")) {
            throw new Refused(
                    Refusal.unsupportedMediaType(
                            "the body of the request was in an unknown format (%s) - accepted"
                                            .formatted(type)
                                    + " media types include: application/json"));
        }
        return exchange.body().map(bytes -> object(parse(bytes, false)));
    }

    private static String contentType(Exchange exchange) {
        var type = exchange.header("Content-Type").orElse("");
        var semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    }

    private static Object parse(byte[] bytes, boolean withNulls) {
        try {
            var tree = withNulls ? Json.parseWithNulls(bytes) : Json.parse(bytes);
            if (tree == null) {
                throw new Refused(Refusal.badRequest("the body is null"));
            }
            return tree;
        } catch (IllegalArgumentException e) {
            throw new Refused(Refusal.badRequest(String.valueOf(e.getMessage())));
        }
    }

    private static Body object(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            return new Body(map);
        }
        throw new Refused(Refusal.badRequest("the body must be a JSON object"));
    }

    private static boolean isDryRun(Exchange exchange) {
        return exchange.parameter("dryRun")
                .map(text -> {
                    if (!text.equals("All")) {
                        throw new Refused(
                                Refusal.badRequest(
                                        "dryRun must be All, got \"%s\"".formatted(text)));
                    }
                    return true;
                })
                .orElse(false);
    }

    Future<Void> ask(Exchange exchange, LongFunction<Request> request) {
        var form = Asked.form(exchange);
        return reception
                .ask(request)
                .onSuccess(outcome -> reply(exchange, form, outcome))
                .mapEmpty();
    }

    private void reply(Exchange exchange, Asked.Form form, Outcome outcome) {
        switch (outcome) {
            case Shown(var seen, var created) ->
                    exchange.reply(
                            created ? 201 : 200, showing.one(form, Include.METADATA, seen, true));
            case Ended(var resource, var name, var uid) -> {
                var status = success("");
                var details = new LinkedHashMap<String, Object>();
                details.put("name", name);
                details.put("kind", resource.plural());
                details.put("uid", uid);
                status.put("details", details);
                exchange.reply(200, status);
            }
            case Done(var message) -> exchange.reply(200, success(message));
            case No(var refusal) -> exchange.refuse(refusal);
        }
    }

    private static Map<String, Object> success(String message) {
        var status = new LinkedHashMap<String, Object>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Success");
        if (!message.isEmpty()) {
            status.put("message", message);
        }
        status.put("code", 200);
        return status;
    }
}
