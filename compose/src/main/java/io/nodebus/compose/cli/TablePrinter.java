package io.nodebus.compose.cli;

import io.nodebus.compose.client.Tree;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Prints server-side tables as kubectl does: headings in capitals, three spaces between columns,
/// no borders.
final class TablePrinter {
    private final PrintWriter out;
    private final boolean wide;
    private final boolean withNamespace;
    private List<Tree> columns = List.of();
    private int[] widths = {};
    private boolean headings = true;

    TablePrinter(PrintWriter out, boolean wide, boolean withNamespace) {
        this.out = out;
        this.wide = wide;
        this.withNamespace = withNamespace;
    }

    TablePrinter headings(boolean shown) {
        headings = shown;
        return this;
    }

    /// Prints one table. In a watch, further tables of the same kind follow without headings.
    ///
    /// @param prefix put before each name, as in `pod/`; empty when one kind is asked for
    void print(Tree table, String prefix) {
        var first = columns.isEmpty();
        if (first) {
            columns = table.list("columnDefinitions");
        }
        var lines = new ArrayList<List<String>>();
        if (first && headings) {
            lines.add(heading());
        }
        for (var row : table.list("rows")) {
            lines.add(cells(row, prefix));
        }
        widths = widths(lines);
        lines.forEach(this::line);
        out.flush();
    }

    private List<String> heading() {
        var heading = new ArrayList<String>();
        if (withNamespace) {
            heading.add("NAMESPACE");
        }
        for (var column : columns) {
            if (isShown(column)) {
                heading.add(column.text("name").toUpperCase(Locale.ROOT));
            }
        }
        return heading;
    }

    private List<String> cells(Tree row, String prefix) {
        var cells = new ArrayList<String>();
        if (withNamespace) {
            cells.add(row.at("object.metadata").text("namespace"));
        }
        var values = row.values("cells");
        for (var i = 0; i < columns.size() && i < values.size(); i++) {
            if (isShown(columns.get(i))) {
                var text = values.get(i) == null ? "<none>" : values.get(i).toString();
                cells.add(i == 0 ? prefix + text : text.isEmpty() ? "<none>" : text);
            }
        }
        return cells;
    }

    private boolean isShown(Tree column) {
        var priority = column.text("priority");
        return wide || priority.isEmpty() || "0".equals(priority);
    }

    private int[] widths(List<List<String>> lines) {
        var widest = new int[columns.size() + 1];
        System.arraycopy(widths, 0, widest, 0, Math.min(widths.length, widest.length));
        for (var line : lines) {
            for (var i = 0; i < line.size(); i++) {
                widest[i] = Math.max(widest[i], line.get(i).length());
            }
        }
        return widest;
    }

    private void line(List<String> cells) {
        var line = new StringBuilder();
        for (var i = 0; i < cells.size(); i++) {
            line.append(cells.get(i));
            if (i < cells.size() - 1) {
                line.repeat(' ', widths[i] - cells.get(i).length() + 3);
            }
        }
        out.println(line);
    }
}
