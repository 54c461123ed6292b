package io.nodebus.compose.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `nodebus node ...`: what only a person may say about a node.
final class NodeVerbs {
    private NodeVerbs() {}

    @Command(
            name = "approve",
            description = "Let a node in: from now on only this life of it counts.")
    static final class Approve extends Said {
        Approve() {
            super("approve", "approved");
        }
    }

    @Command(
            name = "accept-plane",
            description =
                    "Tell a node that the plane it now hears is its own, so that what is absent"
                        + " there is really meant to be gone. Its pods that are not on the bus will"
                        + " be stopped.")
    static final class AcceptPlane extends Said {
        AcceptPlane() {
            super("accept-plane", "accepts the plane");
        }
    }

    abstract static class Said implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;

        @Mixin private final ServerOptions server = new ServerOptions();

        @Parameters(paramLabel = "NODE", description = "The node.")
        private String node = "";

        private final String word;
        private final String done;

        Said(String word, String done) {
            this.word = word;
            this.done = done;
        }

        @Override
        public Integer call() {
            try (var api = server.connect()) {
                api.send(
                        "POST",
                        "/apis/nodebus.io/v1/nodes/%s/%s".formatted(node, word),
                        Map.of(),
                        Map.of());
            }
            Console.out(spec).println("node/%s %s".formatted(node, done));
            Console.out(spec).flush();
            return 0;
        }
    }
}
