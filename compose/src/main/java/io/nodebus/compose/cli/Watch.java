package io.nodebus.compose.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Server.NoServer;
import io.nodebus.compose.client.Tree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.function.Predicate;

/// Waits for something to happen to one object.
final class Watch {
    private Watch() {}

    /// Reads changes of `name` until one is what was waited for. A list comes first, so an object
    /// that is gone when the watch begins is told as no object: then this returns as well.
    static void until(ApiClient api, String list, String name, Predicate<Tree> done) {
        var query = Map.of("watch", "true", "fieldSelector", "metadata.name=" + name);
        var now = api.get(list, Map.of("fieldSelector", "metadata.name=" + name));
        if (now.list("items").isEmpty()) {
            return;
        }
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(api.stream(list, query, ApiClient.JSON), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (done.test(Tree.of(Json.parse(line.getBytes(UTF_8))))) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new NoServer("the watch broke off: " + e.getMessage(), e);
        }
    }
}
