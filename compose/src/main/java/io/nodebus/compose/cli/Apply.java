package io.nodebus.compose.cli;

import io.nodebus.compose.manifest.Document;
import io.nodebus.compose.manifest.Manifest;
import io.nodebus.contracts.meta.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        description =
                "Make objects what manifests say. All documents are checked first: if one is wrong,"
                        + " none is applied.")
final class Apply implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = ObjectMeta.DEFAULT_NAMESPACE,
            description = "For objects that name none (default: ${DEFAULT-VALUE}).")
    private String namespace = ObjectMeta.DEFAULT_NAMESPACE;

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            required = true,
            description = "YAML or JSON; - is standard input. May be given several times.")
    private List<String> files = List.of();

    @Option(names = "--dry-run", description = "Check with the server, change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        var documents = new ArrayList<Document>();
        for (var file : files) {
            documents.addAll(Manifest.read(file, System.in));
        }
        if (documents.isEmpty()) {
            Console.complain("no objects in " + String.join(", ", files));
            return 1;
        }
        try (var api = server.connect()) {
            var apply = ManifestApply.of(api, documents, namespace);
            var faults = apply.faults();
            if (!faults.isEmpty()) {
                faults.forEach(Console::complain);
                if (apply.items().size() > 1) {
                    Console.complain("nothing was applied");
                }
                return 1;
            }
            var out = Console.out(spec);
            for (var item : apply.items()) {
                out.println(item + " " + (dryRun ? "would be applied" : apply.put(item)));
                out.flush();
            }
            return 0;
        }
    }
}
