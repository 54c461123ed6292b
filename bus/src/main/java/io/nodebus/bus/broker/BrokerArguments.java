package io.nodebus.bus.broker;

import java.nio.file.Path;

/// The command line of a broker in a process of its own.
final class BrokerArguments {
    private static final String USAGE = "--dir FOLDER --port PORT";
    private static final int LAST_PORT = 65535;

    private BrokerArguments() {}

    static BrokerSettings of(String... args) {
        Path folder = null;
        var port = -1;
        for (var i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value: " + USAGE);
            }
            switch (args[i]) {
                case "--dir" -> folder = Path.of(args[i + 1]);
                case "--port" -> port = port(args[i + 1]);
                default ->
                        throw new IllegalArgumentException(
                                "unknown argument %s: %s".formatted(args[i], USAGE));
            }
        }
        if (folder == null || port < 0) {
            throw new IllegalArgumentException("needs both of " + USAGE);
        }
        return BrokerSettings.in(folder.toAbsolutePath(), port);
    }

    private static int port(String text) {
        try {
            var port = Integer.parseInt(text);
            if (port >= 0 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Said below, with the text.
        }
        throw new IllegalArgumentException("--port must be from 0 to 65535, got " + text);
    }
}
