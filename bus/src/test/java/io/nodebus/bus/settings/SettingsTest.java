package io.nodebus.bus.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.contracts.meta.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    enum Mode {
        Quiet,
        Loud
    }

    record Disk(
            @Setting(key = "disk-high", value = "85", help = "Start above this, in percent.")
                    int high,
            @Setting(key = "disk-low", value = "80", help = "Stop below this, in percent.")
                    int low) {
        Disk {
            if (low >= high) {
                throw new IllegalArgumentException(
                        "disk-low must be below disk-high, got %d and %d".formatted(low, high));
            }
        }
    }

    record Example(
            @Setting(key = "kafka-bootstrap", help = "Where the brokers are.")
                    String kafkaBootstrap,
            @Setting(key = "interval", value = "5m0s", help = "How often.") Duration interval,
            @Setting(key = "log-size", value = "10Mi", help = "How large.") Quantity logSize,
            @Setting(key = "mode", value = "Quiet", help = "How loud.") Mode mode,
            @Setting(key = "verbose", value = "false", help = "Whether to tell more.")
                    boolean verbose,
            @Setting(key = "zone", help = "Where this node stands.") Optional<String> zone,
            @Setting(key = "labels", value = "", help = "The node's own labels.")
                    Map<String, String> labels,
            @Setting(key = "taints", value = "", help = "Names.") List<String> taints,
            @Setting(key = "token", value = "", help = "A secret.", secret = true) String token,
            Disk disk) {}

    @TempDir private Path folder;

    @Test
    void whatIsNotGivenHasItsDefault() {
        var settings = read(List.of("--kafka-bootstrap", "k:9092"), Map.of(), "");
        assertEquals(
                new Example(
                        "k:9092",
                        Duration.ofMinutes(5),
                        Quantity.of("10Mi"),
                        Mode.Quiet,
                        false,
                        Optional.empty(),
                        Map.of(),
                        List.of(),
                        "",
                        new Disk(85, 80)),
                settings.values());
    }

    @Test
    void aFlagWinsOverTheEnvironmentAndThatOverTheFile() {
        var file = "kafka-bootstrap: file:1\ninterval: 1m\nzone: file\n";
        var settings =
                read(
                        List.of("--kafka-bootstrap=flag:1"),
                        Map.of("NODEBUS_KAFKA_BOOTSTRAP", "env:1", "NODEBUS_INTERVAL", "2m"),
                        file);
        assertEquals("flag:1", settings.values().kafkaBootstrap());
        assertEquals(Duration.ofMinutes(2), settings.values().interval());
        assertEquals(Optional.of("file"), settings.values().zone());
    }

    @Test
    void everyValueKnowsWhereItCameFrom() {
        var settings =
                read(
                        List.of("--verbose"),
                        Map.of("NODEBUS_KAFKA_BOOTSTRAP", "env:1"),
                        "# a comment\n\nzone: a # why\n");
        assertEquals("env NODEBUS_KAFKA_BOOTSTRAP", origin(settings, "kafka-bootstrap"));
        assertEquals("flag --verbose", origin(settings, "verbose"));
        assertEquals(folder.resolve("settings.yaml") + ":3", origin(settings, "zone"));
        assertEquals("default", origin(settings, "interval"));
        assertEquals(11, settings.shown().size());
    }

    @Test
    void secretsAreNotShown() {
        var settings =
                read(List.of("--kafka-bootstrap", "k", "--token", "t0ps3cret"), Map.of(), "");
        assertEquals("t0ps3cret", settings.values().token());
        assertTrue(
                settings.shown().stream().noneMatch(shown -> shown.value().contains("t0ps3cret")));
    }

    @Test
    void listsMapsEnumsAndQuotesAreRead() {
        var settings =
                read(
                        List.of("--labels", "disk=ssd, gpu=", "--taints=a,b", "--mode", "loud"),
                        Map.of(),
                        "kafka-bootstrap: \"k:1 # no comment\" # a comment\nzone: 'it: is'\n");
        assertEquals(Map.of("disk", "ssd", "gpu", ""), settings.values().labels());
        assertEquals(List.of("a", "b"), settings.values().taints());
        assertEquals(Mode.Loud, settings.values().mode());
        assertEquals("k:1 # no comment", settings.values().kafkaBootstrap());
        assertEquals(Optional.of("it: is"), settings.values().zone());
    }

    @Test
    void aFileMayBeAJsonObject() {
        var settings =
                read(
                        List.of(),
                        Map.of(),
                        "{\"kafka-bootstrap\": \"k:1\", \"disk-high\": 90, \"taints\": [\"a\","
                                + " \"b\"]}");
        assertEquals(90, settings.values().disk().high());
        assertEquals(List.of("a", "b"), settings.values().taints());
    }

    @Test
    void anUnknownFlagIsRefusedWithTheNearest() {
        assertEquals(
                List.of("unknown flag --kafka-bootstrp, did you mean \"kafka-bootstrap\"?"),
                faults(List.of("--kafka-bootstrp", "k", "--kafka-bootstrap", "k"), ""));
    }

    @Test
    void anUnknownKeyOfTheFileIsRefusedWithItsLine() {
        assertEquals(
                List.of(
                        folder.resolve("settings.yaml")
                                + ":2: unknown key intervall, did you mean \"interval\"?"),
                faults(List.of("--kafka-bootstrap", "k"), "zone: a\nintervall: 5m\n"));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithKeyAndValue() {
        assertEquals(
                List.of(
                        "kafka-bootstrap is required: give --kafka-bootstrap,"
                            + " NODEBUS_KAFKA_BOOTSTRAP or kafka-bootstrap in the settings file",
                        "interval (flag --interval): \"5\" is no duration: write numbers with"
                                + " units, as in 250ms, 10s, 5m0s, 1h30m",
                        "log-size (flag --log-size): \"10Mib\" is no quantity: write a number with"
                                + " an optional suffix, as in 500m, 2, 64Mi, 1Gi",
                        "mode (flag --mode): must be one of Quiet, Loud, got \"Lout\", did you mean"
                                + " \"Loud\"?",
                        "disk-high (flag --disk-high): must be a whole number from -2147483648 to"
                                + " 2147483647, got \"much\""),
                faults(
                        List.of(
                                "--interval",
                                "5",
                                "--log-size",
                                "10Mib",
                                "--mode",
                                "Lout",
                                "--disk-high",
                                "much"),
                        ""));
    }

    @Test
    void whatTheRecordItselfRefusesIsSaidInItsWords() {
        assertEquals(
                List.of("disk-low must be below disk-high, got 80 and 80"),
                faults(List.of("--kafka-bootstrap", "k", "--disk-high", "80"), ""));
    }

    @Test
    void whatIsNoFlatMappingIsRefusedWithItsLine() {
        assertEquals(
                List.of(
                        folder.resolve("settings.yaml")
                                + ":2: \"  high: 1\" is no setting: write key: value, one per"
                                + " line"),
                faults(List.of("--kafka-bootstrap", "k"), "zone: a\n  high: 1\n"));
    }

    @Test
    void aMissingFileIsAFault() {
        var refused =
                assertThrows(
                        BadSettings.class,
                        () ->
                                Settings.read(
                                        Example.class,
                                        List.of(
                                                "--kafka-bootstrap",
                                                "k",
                                                "--config",
                                                "/nowhere/at.all"),
                                        Map.of()));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith("settings file /nowhere/at.all cannot be read"));
    }

    @Test
    void helpListsEveryFlagWithItsDefault() {
        var help = Settings.help(Example.class);
        assertTrue(help.contains("--interval (5m0s)"), help);
        assertTrue(help.contains("--disk-high (85)"), help);
    }

    private Settings<Example> read(
            List<String> args, Map<String, String> environment, String file) {
        return Settings.read(Example.class, args, environment, written(file));
    }

    private List<String> faults(List<String> args, String file) {
        return assertThrows(BadSettings.class, () -> read(args, Map.of(), file)).faults();
    }

    private Optional<Path> written(String file) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.writeString(folder.resolve("settings.yaml"), file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String origin(Settings<?> settings, String key) {
        return settings.shown().stream()
                .filter(shown -> shown.key().equals(key))
                .findFirst()
                .orElseThrow()
                .origin()
                .shown();
    }
}
