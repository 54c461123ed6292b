package io.nodebus.compose.cli;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Refusal;
import io.nodebus.compose.client.Resources;
import io.nodebus.compose.client.Resources.Resource;
import io.nodebus.compose.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "delete",
        description =
                "Order the end of objects: delete pod web, delete pod/web node/n1, delete pods"
                        + " --all, delete -f FILE.")
final class Delete implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Mixin private final NamespaceOptions namespaces = new NamespaceOptions();

    @Parameters(
            paramLabel = "TYPE[/NAME]",
            completionCandidates = Kinds.class,
            arity = "0..*",
            description = "A type and names, or TYPE/NAME.")
    private List<String> words = List.of();

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            description = "Delete what this manifest names.")
    private List<String> files = List.of();

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            defaultValue = "",
            description = "Delete those with these labels.")
    private String selector = "";

    @Option(names = "--all", description = "Delete every object of the type in the namespace.")
    private boolean all;

    @Option(
            names = "--grace-period",
            paramLabel = "SECONDS",
            defaultValue = "-1",
            description = "How long processes may take to end (default: what the pod says).")
    private long graceSeconds;

    @Option(
            names = "--force",
            description =
                    "Forget the object even if its node never comes back to say it is gone. Its"
                            + " containers may still run there.")
    private boolean force;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Wait until it is gone (default: ${DEFAULT-VALUE}).")
    private boolean await = true;

    @Option(names = "--ignore-not-found", description = "What is not there counts as deleted.")
    private boolean ignoreNotFound;

    private record Target(Resource resource, String namespace, String name) {
        String path() {
            return resource.path(namespace, name);
        }
    }

    @Override
    public Integer call() {
        try (var api = server.connect()) {
            var resources = Resources.discover(api);
            var targets = files.isEmpty() ? named(api, resources) : written(resources);
            var code = 0;
            var ordered = new ArrayList<Target>();
            for (var target : targets) {
                try {
                    api.send("DELETE", target.path(), query(), options());
                    Console.out(spec)
                            .println(
                                    "%s \"%s\" deleted"
                                            .formatted(
                                                    target.resource().singular(), target.name()));
                    Console.out(spec).flush();
                    ordered.add(target);
                } catch (Refusal refusal) {
                    if (refusal.code() == 404 && ignoreNotFound) {
                        continue;
                    }
                    Console.complain(refusal.sentence());
                    code = 1;
                }
            }
            if (await && !ordered.isEmpty()) {
                ordered.forEach(target -> awaitGone(api, target));
            }
            if (targets.isEmpty()) {
                Console.progress("No resources found");
            }
            return code;
        }
    }

    private List<Target> named(ApiClient api, Resources resources) {
        if (words.isEmpty()) {
            throw Console.wrong(spec, "say what to delete: a type and a name, or -f FILE");
        }
        var targets = new ArrayList<Target>();
        if (words.getFirst().contains("/")) {
            for (var word : words) {
                var parts = word.split("/", 2);
                targets.add(
                        new Target(
                                resources.named(parts[0]),
                                namespaces.namespace(),
                                parts.length > 1 ? parts[1] : ""));
            }
            return targets;
        }
        var resource = resources.named(words.getFirst());
        for (var name : words.subList(1, words.size())) {
            targets.add(new Target(resource, namespaces.namespace(), name));
        }
        if (targets.isEmpty()) {
            if (!all && selector.isEmpty()) {
                throw Console.wrong(
                        spec,
                        "say which %s: names, -l SELECTOR or --all".formatted(resource.plural()));
            }
            var query =
                    selector.isEmpty()
                            ? Map.<String, String>of()
                            : Map.of("labelSelector", selector);
            for (var item : api.get(resource.path(namespaces.namespace()), query).list("items")) {
                var metadata = item.at("metadata");
                targets.add(
                        new Target(resource, metadata.text("namespace"), metadata.text("name")));
            }
        }
        return targets;
    }

    private List<Target> written(Resources resources) {
        var targets = new ArrayList<Target>();
        for (var file : files) {
            for (var document : Manifest.read(file, System.in)) {
                var said = document.metadata("namespace");
                targets.add(
                        new Target(
                                resources.of(document.text("apiVersion"), document.text("kind")),
                                said.isEmpty() ? namespaces.namespace() : said,
                                document.metadata("name")));
            }
        }
        return targets;
    }

    private Map<String, String> query() {
        return force ? Map.of("force", "true") : Map.of();
    }

    private Map<String, ?> options() {
        var options = new LinkedHashMap<String, Object>();
        options.put("kind", "DeleteOptions");
        options.put("apiVersion", "v1");
        if (force) {
            options.put("gracePeriodSeconds", 0L);
        } else if (graceSeconds >= 0) {
            options.put("gracePeriodSeconds", graceSeconds);
        }
        return options;
    }

    /// A watch on one name ends with its DELETED; looked at once before, as it may be gone already.
    private void awaitGone(ApiClient api, Target target) {
        try {
            api.get(target.path(), Map.of());
            Watch.until(
                    api,
                    target.resource().path(target.namespace()),
                    target.name(),
                    event -> "DELETED".equals(event.text("type")));
        } catch (Refusal refusal) {
            if (refusal.code() != 404) {
                throw refusal;
            }
        }
    }
}
