package io.nodebus.compose.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The table of verbs, in the order in which help tells of them.
final class Verbs {
    /// Speaks of all others.
    private static final String COMPLETION = "completion";

    static final SequencedMap<String, Supplier<CommandLine>> ALL = all();

    /// Verbs that can do without the others.
    static final Set<String> ALONE =
            ALL.keySet().stream()
                    .filter(verb -> !verb.equals(COMPLETION))
                    .collect(Collectors.toUnmodifiableSet());

    private Verbs() {}

    private static SequencedMap<String, Supplier<CommandLine>> all() {
        var verbs = new LinkedHashMap<String, Supplier<CommandLine>>();
        verbs.put("up", () -> new CommandLine(new Up()));
        verbs.put("down", () -> new CommandLine(new Down()));
        verbs.put("apply", () -> new CommandLine(new Apply()));
        verbs.put("get", () -> new CommandLine(new Get()));
        verbs.put("describe", () -> new CommandLine(new Describe()));
        verbs.put("delete", () -> new CommandLine(new Delete()));
        verbs.put("logs", () -> new CommandLine(new Logs()));
        verbs.put("exec", () -> new CommandLine(new Exec()));
        verbs.put("port-forward", () -> new CommandLine(new PortForwardVerb()));
        verbs.put("events", () -> new CommandLine(new Events()));
        verbs.put("why", () -> new CommandLine(new Why()));
        verbs.put("top", () -> new CommandLine(new Top()));
        verbs.put("cordon", () -> new CommandLine(new Cordon.On()));
        verbs.put("uncordon", () -> new CommandLine(new Cordon.Off()));
        verbs.put("drain", () -> new CommandLine(new Drain()));
        group(
                verbs,
                "node",
                "What only a person may say about a node.",
                NodeVerbs.Approve::new,
                NodeVerbs.AcceptPlane::new,
                NodeShell::new);
        group(verbs, "plane", "What only a person may say about the plane.", PlaneAccept::new);
        verbs.put("kubeconfig", () -> new CommandLine(new Kubeconfig()));
        group(verbs, "config", "What the services of a plane were told.", ConfigView::new);
        group(verbs, "image", "Images on the nodes.", ImageLoadVerb::new);
        group(
                verbs,
                "topics",
                "The topics of a plane.",
                TopicsVerbs.TopicsList::new,
                TopicsVerbs.TopicsApplyVerb::new);
        group(
                verbs,
                "demo",
                "Small dramas, with every claim checked.",
                DemoPartition::new,
                DemoFlush::new);
        group(
                verbs,
                "conformance",
                "Behaviour cases as files, run against our own decisions.",
                ConformanceProxy::new);
        group(verbs, "bench", "Measurements, each beside a floor or a rival.", BenchPods::new);
        verbs.put("doctor", () -> new CommandLine(new DoctorVerb()));
        verbs.put("version", () -> new CommandLine(new Version()));
        verbs.put(COMPLETION, () -> new CommandLine(new Completion()));
        return verbs;
    }

    /// A verb that only groups others: asked alone, it says which.
    private static void group(
            Map<String, Supplier<CommandLine>> verbs,
            String name,
            String description,
            Supplier<?>... members) {
        verbs.put(
                name,
                () -> {
                    var own = CommandSpec.create().name(name);
                    own.usageMessage().description(description).synopsisSubcommandLabel("VERB");
                    var group = new CommandLine(own);
                    for (var member : members) {
                        group.addSubcommand(member.get());
                    }
                    return group;
                });
    }
}
