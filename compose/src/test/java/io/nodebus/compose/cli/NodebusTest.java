package io.nodebus.compose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NodebusTest {
    private final StringWriter complaints = new StringWriter();
    private final StringWriter results = new StringWriter();

    @TempDir private Path empty = Path.of("");

    @Test
    void aMisspeltVerbExitsWithTwoAndNamesTheNearest() {
        assertEquals(2, run("gett", "pods"));
        assertTrue(complaints.toString().contains("did you mean \"get\"?"), complaints.toString());
    }

    @Test
    void aMissingArgumentExitsWithTwoAndSaysWhereHelpIs() {
        assertEquals(2, run("why"));
        assertTrue(
                complaints.toString().endsWith("See ./nodebus why --help\n"),
                complaints.toString());
    }

    @Test
    void withoutAPlaneAVerbExitsWithOneAndSaysHowToStartOne() {
        assertEquals(1, run("get", "pods", "--dir", empty.toString()));
        assertEquals(
                "no plane in %s: start one with ./nodebus up%n".formatted(empty),
                complaints.toString());
    }

    @Test
    void whyWantsKindAndName() {
        assertEquals(2, run("why", "web"));
        assertTrue(complaints.toString().contains("as in pod/web"), complaints.toString());
    }

    @Test
    void everyVerbSaysWhatItIsFor() {
        describe(Nodebus.commandLine(Verbs.ALL.keySet()));
    }

    @Test
    void theTableCallsEachVerbWhatItCallsItself() {
        assertEquals(
                Verbs.ALL.keySet(),
                Nodebus.commandLine(Verbs.ALL.keySet()).getSubcommands().keySet());
    }

    @Test
    void completionOffersTypes() {
        assertEquals(0, run("completion"));
        assertTrue(results.toString().contains("endpointslices"), results.toString());
    }

    private static void describe(CommandLine verb) {
        assertFalse(
                verb.getCommandSpec().usageMessage().description().length == 0,
                verb.getCommandName() + " has no description");
        verb.getSubcommands().values().forEach(NodebusTest::describe);
    }

    private int run(String... words) {
        return Nodebus.commandLine(Verbs.ALL.keySet())
                .setErr(new PrintWriter(complaints, true))
                .setOut(new PrintWriter(results, true))
                .execute(words);
    }
}
