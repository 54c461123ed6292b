package io.nodebus.compose.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Keeps new pods off nodes, or lets them on again: one field of the node.
abstract class Cordon implements Callable<Integer> {
    @Command(name = "cordon", description = "Keep new pods off nodes; those that are there stay.")
    static final class On extends Cordon {
        On() {
            super(true);
        }
    }

    @Command(name = "uncordon", description = "Let new pods on nodes again.")
    static final class Off extends Cordon {
        Off() {
            super(false);
        }
    }

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "NODE", arity = "1..*", description = "The nodes.")
    private List<String> nodes = List.of();

    private final boolean unschedulable;

    Cordon(boolean unschedulable) {
        this.unschedulable = unschedulable;
    }

    @Override
    public Integer call() {
        try (var api = server.connect()) {
            for (var node : nodes) {
                api.patch(
                        "/api/v1/nodes/" + node,
                        Map.of("spec", Map.of("unschedulable", unschedulable)));
                Console.out(spec)
                        .println(
                                "node/%s %s"
                                        .formatted(
                                                node, unschedulable ? "cordoned" : "uncordoned"));
            }
        }
        Console.out(spec).flush();
        return 0;
    }
}
