package io.nodebus.nodeagent.names;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Moment;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.nodeagent.services.Things;
import io.nodebus.nodeagent.truth.OwnPods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Replays every `names/*.txt`: what is known, and questions, each with what is answered behind it.
/// `-Dtranscripts=write` rewrites the answers.
class NamesTranscriptTest {
    private static final Path TABLES = Path.of("src/test/resources/names");
    private static final String ANSWER = "    ";

    private final OwnPods pods = new OwnPods("n1", "N");
    private final Directory directory = new Directory("cluster.local", pods);

    @TestFactory
    Stream<DynamicTest> tables() throws IOException {
        try (var tables = Files.list(TABLES)) {
            return tables.sorted().toList().stream()
                    .map(table ->
                            dynamicTest(
                                    table.getFileName().toString(),
                                    () -> new NamesTranscriptTest().replay(table)));
        }
    }

    private void replay(Path table) throws IOException {
        var written = Files.readString(table);
        var actual = new ArrayList<String>();
        for (var line : written.lines().toList()) {
            if (!line.startsWith(ANSWER)) {
                actual.add(line);
                if (!line.isBlank() && !line.startsWith("#")) {
                    hear(List.of(line.split(" +", -1))).forEach(it -> actual.add(ANSWER + it));
                }
            }
        }
        var text = String.join("\n", actual) + "\n";
        if ("write".equals(System.getProperty("transcripts"))) {
            Files.writeString(table, text);
            return;
        }
        assertEquals(written, text);
    }

    private List<String> hear(List<String> words) {
        var rest = words.subList(Math.min(2, words.size()), words.size());
        switch (words.getFirst()) {
            case "head" -> {
                var prefix = words.get(1);
                var service = prefix.substring(0, prefix.indexOf('/', prefix.indexOf('/') + 1));
                directory.port(
                        service,
                        prefix,
                        rest.isEmpty() ? Optional.empty() : Optional.of(Things.head(prefix, rest)));
            }
            case "name" ->
                    directory.name(
                            words.get(1),
                            rest.contains("ended")
                                    ? Optional.empty()
                                    : Optional.of(Things.headless(rest)));
            case "pod" -> pods.heard(said(words.get(1), Things.pod("N", rest)));
            default -> {
                return answered(words);
            }
        }
        return List.of();
    }

    private static Heard<PodState> said(String podKey, PodState state) {
        return new Heard<>(
                PodState.TOPIC,
                PodState.key("n1", podKey),
                Optional.of(state),
                new Stamp.ByNode("N", 1, 1),
                Instant.EPOCH,
                new Evidence("pods.state", 0, 0),
                new Moment(Instant.EPOCH, Duration.ZERO));
    }

    /// `web.default.svc.cluster.local A 1`: with which of equals to begin.
    private List<String> answered(List<String> words) {
        var name = words.getFirst();
        var reply =
                directory.answer(
                        new Question(
                                name.equals(".") ? List.of() : List.of(name.split("\\.", -1)),
                                type(words.get(1)),
                                words.size() > 2 ? Integer.parseInt(words.get(2)) : 0));
        var lines = new ArrayList<String>();
        lines.add(reply.code() + (reply.ours() ? "" : " elsewhere"));
        reply.answers().forEach(entry -> lines.add(shown(entry)));
        reply.authority().forEach(entry -> lines.add("authority " + shown(entry)));
        reply.additional().forEach(entry -> lines.add("additional " + shown(entry)));
        return lines;
    }

    private static int type(String word) {
        return switch (word) {
            case "A" -> RecordType.A;
            case "AAAA" -> RecordType.AAAA;
            case "SRV" -> RecordType.SRV;
            case "SOA" -> RecordType.SOA;
            case "ANY" -> RecordType.ANY;
            default -> Integer.parseInt(word);
        };
    }

    private static String shown(Entry entry) {
        return switch (entry) {
            case Entry.Address(var owner, var address) ->
                    "%s %s %s"
                            .formatted(
                                    dotted(owner),
                                    entry.type() == RecordType.A ? "A" : "AAAA",
                                    address);
            case Entry.Service(var owner, var port, var target) ->
                    "%s SRV %d %s".formatted(dotted(owner), port, dotted(target));
            case Entry.Authority(var owner) -> "%s SOA".formatted(dotted(owner));
        };
    }

    private static String dotted(List<String> labels) {
        return labels.stream().collect(joining("."));
    }
}
