package io.nodebus.api.http;

import io.nodebus.api.door.Request;
import io.nodebus.api.resource.Discovery;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.why.Why;
import io.nodebus.contracts.meta.ObjectMeta;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// What is beyond Kubernetes, below `/apis/nodebus.io/v1`.
///
/// | path | answer |
/// |---|---|
/// | `GET why/{kind}/{name}?namespace=` | the chain of decisions behind an object |
/// | `GET events?since=&follow=` | everything that happens, one JSON object a line |
/// | `POST nodes/{name}/approve` | the life that registered counts |
/// | `POST nodes/{name}/accept-plane` | the node may take this plane's absences as true |
/// | `POST plane/accept` | what was wanted is written anew to a bus that took the place of ours |
final class OwnWays {
    private final Reception reception;
    private final Writers writers;

    OwnWays(Reception reception, Writers writers) {
        this.reception = reception;
        this.writers = writers;
    }

    Future<Void> go(Exchange exchange, String method, List<String> rest) {
        var what = method + " " + String.join("/", rest);
        return switch (rest.size()) {
            case 1 -> what.equals("GET events") ? events(exchange) : nowhere();
            case 2 ->
                    what.equals("POST plane/accept") ? ask(exchange, Optional.empty()) : nowhere();
            case 3 -> three(exchange, method, rest);
            default -> nowhere();
        };
    }

    private Future<Void> three(Exchange exchange, String method, List<String> rest) {
        var name = rest.get(1);
        return switch (method + " " + rest.getFirst()) {
            case "GET why" -> why(exchange, name, rest.get(2));
            case "POST nodes" ->
                    switch (rest.get(2)) {
                        case "approve" ->
                                writers.ask(exchange, number -> new Request.Approve(number, name));
                        case "accept-plane" -> ask(exchange, Optional.of(name));
                        default -> nowhere();
                    };
            default -> nowhere();
        };
    }

    private Future<Void> ask(Exchange exchange, Optional<String> node) {
        return writers.ask(exchange, number -> new Request.AcceptPlane(number, node));
    }

    private static Future<Void> nowhere() {
        throw new Refused(Refusal.noSuchResource());
    }

    private Future<Void> events(Exchange exchange) {
        new EventStream(exchange, reception).begin(reception);
        return Future.succeededFuture();
    }

    private Future<Void> why(Exchange exchange, String kind, String name) {
        var resource =
                Discovery.called(kind)
                        .orElseThrow(() ->
                                new Refused(
                                        Refusal.badRequest(
                                                "no kind \"%s\": write pod, node,".formatted(kind)
                                                        + " service, configmap or secret")));
        var namespace =
                resource.namespaced()
                        ? exchange.parameter("namespace").orElse(ObjectMeta.DEFAULT_NAMESPACE)
                        : "";
        return reception
                .look(desk -> Why.of(desk.view(), desk.story(), resource, namespace, name))
                .onSuccess(chain -> {
                    if (chain.links().isEmpty()) {
                        exchange.refuse(notFound(resource, name));
                    } else {
                        exchange.reply(200, chain.tree());
                    }
                })
                .mapEmpty();
    }

    private static Refusal notFound(Resource resource, String name) {
        return Refusal.notFound(resource.subject(name));
    }
}
