package io.nodebus.compose.cli;

import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.kafka.PlaneRefused;
import io.nodebus.bus.topics.NoBroker;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsPlan;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.compose.plane.PlaneFile;
import io.nodebus.contracts.catalogue.Catalogue;
import io.nodebus.contracts.topic.Cleanup;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `nodebus topics ...`: the catalogue, and a broker that follows it.
final class TopicsVerbs {
    private TopicsVerbs() {}

    @Command(
            name = "list",
            description = "Every topic: key, writer, hearers, how long records stay.")
    static final class TopicsList implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            var out = Console.out(spec);
            out.printf("%-22s %-22s %-18s %-12s %s%n", "TOPIC", "KEY", "WRITER", "KEPT", "HEARERS");
            for (var entry : Catalogue.ENTRIES) {
                out.printf(
                        "%-22s %-22s %-18s %-12s %s%n",
                        entry.topic().kind(),
                        entry.key(),
                        entry.writer(),
                        kept(entry.topic().cleanup()),
                        String.join(", ", entry.hearers()));
            }
            out.flush();
            return 0;
        }

        private static String kept(Cleanup cleanup) {
            return switch (cleanup) {
                case Cleanup.Compact() -> "newest";
                case Cleanup.Delete(var retention) ->
                        retention.toDays() > 0
                                ? retention.toDays() + " d"
                                : retention.toHours() + " h";
            };
        }
    }

    @Command(
            name = "apply",
            description =
                    "Make a broker's topics what the catalogue says. Nothing is created by itself"
                            + " elsewhere.")
    static final class TopicsApplyVerb implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;

        @Mixin private final ServerOptions server = new ServerOptions();

        @Option(
                names = "--kafka",
                paramLabel = "HOST:PORT",
                description = "The broker (default: the plane's).")
        private @Nullable String kafka;

        @Option(
                names = "--prefix",
                paramLabel = "PREFIX",
                defaultValue = KafkaSettings.DEFAULT_PREFIX,
                description = "Before every topic's name (default: ${DEFAULT-VALUE}).")
        private String prefix = KafkaSettings.DEFAULT_PREFIX;

        @Option(
                names = "--partitions",
                paramLabel = "N",
                description = "For a plane that is founded now; for ever (default: 64).")
        private @Nullable Integer partitions;

        @Option(
                names = "--replication",
                paramLabel = "N",
                defaultValue = "1",
                description = "Copies of each partition (default: ${DEFAULT-VALUE}).")
        private int replication = 1;

        @Option(names = "--dry-run", description = "Say what would be done.")
        private boolean dryRun;

        @Override
        public Integer call() {
            var broker =
                    kafka != null
                            ? kafka
                            : PlaneFile.read(server.dir().file()).map(PlaneFile::kafka).orElse("");
            if (broker.isEmpty()) {
                throw Console.wrong(
                        spec,
                        "no plane in %s: name a broker with --kafka".formatted(server.folder()));
            }
            var topics =
                    new TopicsApply(KafkaSettings.at(broker, "nodebus-cli").withPrefix(prefix));
            var wanted =
                    new TopicsWanted(
                            partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions),
                            replication);
            try {
                var plan = topics.plan(wanted);
                var out = Console.out(spec);
                for (var step : plan.steps()) {
                    out.println(line(step));
                }
                if (!dryRun) {
                    out.println("plane " + topics.apply(wanted).planeId());
                }
                out.flush();
                return 0;
            } catch (PlaneRefused refused) {
                Console.complain("error: " + refused.getMessage());
                return 1;
            } catch (NoBroker none) {
                Console.complain("error: " + none.getMessage());
                return 1;
            }
        }

        private static String line(TopicsPlan.Step step) {
            return switch (step) {
                case TopicsPlan.Create(var kind, var shape) ->
                        "create  %-22s %d partitions".formatted(kind, shape.partitions());
                case TopicsPlan.Adjust(var kind, var from, var to) ->
                        "adjust  %-22s %s -> %s".formatted(kind, from, to);
                case TopicsPlan.Keep(var kind, _) -> "keep    " + kind;
                case TopicsPlan.Refuse(var kind, var because) ->
                        "refuse  %-22s %s".formatted(kind, because);
            };
        }
    }
}
