package io.nodebus.compose.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.configuration.Configuration;
import io.nodebus.compose.configuration.Configuration.Line;
import io.nodebus.compose.process.Mark;
import io.nodebus.contracts.wire.Nearest;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "view",
        description =
                "The settings the plane's services run with, and where each comes from: a flag, the"
                        + " environment, a file, or the default. Secrets are stars.")
final class ConfigView implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, wide with what each is for, json, yaml, or name.")
    private Output output = Output.table;

    @Parameters(
            paramLabel = "PROCESS",
            arity = "0..1",
            description = "Only of one: fleet, simulation, or a node.")
    private @Nullable String process;

    @Override
    public Integer call() {
        var all = Configuration.of(new Mark(server.folder()));
        var shown =
                all.stream()
                        .filter(one -> process == null || one.process().equals(process))
                        .toList();
        if (shown.isEmpty()) {
            Console.complain(nothing(all.stream().map(Configuration::process).toList()));
            return 1;
        }
        var out = Console.out(spec);
        switch (output) {
            case table, wide -> table(shown, out);
            case json -> out.println(new String(Json.pretty(tree(shown)), UTF_8));
            case yaml -> out.print(Yaml.of(tree(shown)));
            case name -> shown.forEach(one -> out.println(one.process()));
        }
        out.flush();
        return 0;
    }

    private String nothing(List<String> processes) {
        if (process == null || processes.isEmpty()) {
            return "no services run in %s: start them with ./nodebus up".formatted(server.folder());
        }
        return "no process \"%s\" with settings in this plane, only %s%s"
                .formatted(process, processes, Nearest.hint(process, processes));
    }

    private void table(List<Configuration> shown, PrintWriter out) {
        var key = width(shown, "KEY", Line::key);
        var value = width(shown, "VALUE", Line::value);
        var name = shown.stream().mapToInt(one -> one.process().length()).reduce(7, Math::max) + 3;
        var row = "%-" + name + "s%-" + key + "s%-" + value + "s%s%n";
        out.printf(row, "PROCESS", "KEY", "VALUE", "ORIGIN");
        for (var one : shown) {
            for (var line : one.lines()) {
                out.printf(row, one.process(), line.key(), line.value(), line.origin());
                if (output == Output.wide) {
                    out.println("    " + line.help());
                }
            }
        }
    }

    private static int width(
            List<Configuration> shown, String title, Function<Line, String> column) {
        return shown.stream()
                        .flatMap(one -> one.lines().stream())
                        .mapToInt(line -> column.apply(line).length())
                        .reduce(title.length(), Math::max)
                + 3;
    }

    private static Map<String, Object> tree(List<Configuration> shown) {
        var tree = new LinkedHashMap<String, Object>();
        for (var one : shown) {
            var settings = new LinkedHashMap<String, Object>();
            for (var line : one.lines()) {
                settings.put(line.key(), Map.of("value", line.value(), "origin", line.origin()));
            }
            tree.put(one.process(), settings);
        }
        return tree;
    }
}
