package io.nodebus.bus.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `--key value`, `--key=value`, `--key` for true. The last of a key wins.
record FlagReader(Keys keys, Faults faults) {
    Map<String, Given> read(List<String> args) {
        var given = new LinkedHashMap<String, Given>();
        for (var i = 0; i < args.size(); i++) {
            var arg = args.get(i);
            if (!arg.startsWith("--") || arg.length() == 2) {
                faults.add("\"%s\" is no flag: write --key value".formatted(arg));
                continue;
            }
            var equals = arg.indexOf('=');
            var key = arg.substring(2, equals < 0 ? arg.length() : equals);
            var following = Optional.ofNullable(i + 1 < args.size() ? args.get(i + 1) : null);
            if (!keys.has(key)) {
                faults.add("unknown flag --" + key + keys.hint(key));
                i +=
                        equals < 0 && following.filter(next -> !next.startsWith("--")).isPresent()
                                ? 1
                                : 0;
            } else if (equals >= 0) {
                given.put(key, given(key, arg.substring(equals + 1)));
            } else if (keys.isBoolean(key) && following.filter(FlagReader::isBoolean).isEmpty()) {
                given.put(key, given(key, "true"));
            } else if (following.isPresent()) {
                given.put(key, given(key, following.get()));
                i++;
            } else {
                faults.add("--%s needs a value: write --%s VALUE".formatted(key, key));
            }
        }
        return given;
    }

    private static boolean isBoolean(String text) {
        return text.equals("true") || text.equals("false");
    }

    private static Given given(String key, String text) {
        return new Given(text, new Origin.Flag("--" + key));
    }
}
