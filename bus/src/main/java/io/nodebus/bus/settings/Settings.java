package io.nodebus.bus.settings;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Settings as a process runs with them, and where each came from: flag, else environment, else
/// file, else default.
///
/// @param values what the process uses
/// @param shown every key in the order of the record, for `config view`
public record Settings<R extends Record>(R values, List<Shown> shown) {
    public Settings {
        shown = List.copyOf(shown);
    }

    /// Reads settings. Unknown flags and unknown keys of the file are refused with the nearest
    /// name; variables of the environment that are not ours are not looked at.
    ///
    /// @param args `--key value`, `--key=value`, or `--key` alone for true
    /// @throws BadSettings with everything that is wrong
    public static <R extends Record> Settings<R> read(
            Class<R> type,
            List<String> args,
            Map<String, String> environment,
            Optional<Path> file) {
        var keys = Keys.of(type);
        var faults = new Faults();
        var sources =
                List.of(
                        new FlagReader(keys, faults).read(args),
                        environment(keys, environment),
                        file.map(path -> new FileReader(keys, faults).read(path)).orElse(Map.of()));
        var binder = new Binder(sources, faults);
        var values = binder.bind(type);
        faults.refuse();
        return new Settings<>(type.cast(values.orElseThrow()), binder.shown());
    }

    /// Reads settings, with the file that `--config FILE` or `NODEBUS_CONFIG` names.
    ///
    /// @throws BadSettings with everything that is wrong
    public static <R extends Record> Settings<R> read(
            Class<R> type, List<String> args, Map<String, String> environment) {
        var at = args.indexOf("--config");
        if (at < 0 || at + 1 == args.size()) {
            var file = Optional.ofNullable(environment.get(variable("config"))).map(Path::of);
            return read(type, args, environment, file);
        }
        var others = new ArrayList<>(args.subList(0, at));
        others.addAll(args.subList(at + 2, args.size()));
        return read(type, others, environment, Optional.of(Path.of(args.get(at + 1))));
    }

    /// What a process says to `--help`: flag, default, meaning; one line each.
    public static String help(Class<? extends Record> type) {
        return Keys.of(type).settings().stream()
                .map(setting ->
                        "--%s %s%n    %s"
                                .formatted(
                                        setting.key(),
                                        setting.value().equals(Setting.REQUIRED)
                                                ? ""
                                                : "(" + setting.value() + ")",
                                        setting.help()))
                .collect(joining("\n"));
    }

    private static Map<String, Given> environment(Keys keys, Map<String, String> environment) {
        return keys.given(key ->
                Optional.ofNullable(environment.get(variable(key)))
                        .map(text -> new Given(text, new Origin.Environment(variable(key)))));
    }

    /// `kafka-bootstrap` is `NODEBUS_KAFKA_BOOTSTRAP`.
    static String variable(String key) {
        return "NODEBUS_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
