package io.nodebus.api.http;

import io.nodebus.api.resource.Resource;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The way from this room to nodes, and to the instance that leads.
public interface Passage {
    /// A node's own API.
    ///
    /// @param address `host:port`, as its agent says
    /// @param certificate SHA-256 of the certificate it answers with, base64
    record ToNode(String node, String address, String certificate) {}

    /// Passes a request through to a path of a node's API: an answer, or with an upgrade raw bytes
    /// both ways. Fails when the node cannot be reached; then nothing was answered yet.
    Future<Void> pass(HttpServerRequest request, ToNode node, String pathAndQuery);

    /// Readings of nodes or pods, asked of these nodes now. A node that does not answer is left
    /// out.
    Future<List<Map<String, Object>>> metrics(
            Resource of, List<ToNode> nodes, Optional<String> namespace, Optional<String> name);

    /// Where the leader is, when it is another instance.
    Optional<String> leaderElsewhere();

    /// Passes a request on to the leader.
    Future<Void> passOn(HttpServerRequest request, String address);
}
