package io.nodebus.compose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.compose.client.Tree;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablePrinterTest {
    private static final List<Map<String, Object>> COLUMNS =
            List.of(
                    Map.of("name", "Name", "priority", 0),
                    Map.of("name", "Status", "priority", 0),
                    Map.of("name", "Node", "priority", 1));

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    @Test
    void columnsAreAsWideAsTheirWidestCellAndTheLastOneHasNoTail() {
        new TablePrinter(out, false, false).print(table(row("web", "Running", "n1")), "");
        assertEquals("NAME   STATUS\nweb    Running\n", printed.toString());
    }

    @Test
    void wideShowsTheColumnsOfLowerPriorityToo() {
        new TablePrinter(out, true, false).print(table(row("web", "Running", "n1")), "");
        assertEquals("NAME   STATUS    NODE\nweb    Running   n1\n", printed.toString());
    }

    @Test
    void furtherTablesOfAWatchKeepTheWidthsAndHaveNoHeadings() {
        var printer = new TablePrinter(out, false, false);
        printer.print(table(row("a-long-name", "Pending", "n1")), "");
        printer.print(new Tree(Map.of("rows", List.of(row("web", "Running", "n1")))), "");
        assertEquals(
                "NAME          STATUS\na-long-name   Pending\nweb           Running\n",
                printed.toString());
    }

    @Test
    void anEmptyCellIsShownAsNone() {
        new TablePrinter(out, false, false).print(table(row("web", "", "n1")), "pod/");
        assertEquals("NAME      STATUS\npod/web   <none>\n", printed.toString());
    }

    private static Tree table(Map<String, Object> row) {
        return new Tree(Map.of("columnDefinitions", COLUMNS, "rows", List.of(row)));
    }

    private static Map<String, Object> row(String... cells) {
        return Map.of("cells", List.of(cells));
    }
}
