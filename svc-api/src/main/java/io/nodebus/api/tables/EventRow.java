package io.nodebus.api.tables;

import io.nodebus.api.view.EventSeen;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An Event as a row.
final class EventRow {
    static final List<Column> COLUMNS =
            List.of(
                    Column.text("Last Seen", "How long ago it was decided last."),
                    Column.text("Type", "Normal or Warning."),
                    Column.text("Reason", "In a word."),
                    Column.text("Object", "What it is about."),
                    Column.wide("Subobject", "Always empty."),
                    Column.wide("Source", "Who decided, and where."),
                    Column.text("Message", "In a sentence."),
                    Column.wide("First Seen", "How long ago it was decided first."),
                    new Column("Count", "integer", "", true, "How often it was decided."),
                    new Column("Name", "string", "name", true, "Name of the event."));

    private EventRow() {}

    static List<Object> cells(EventSeen event, Instant now) {
        return List.of(
                Age.of(Optional.of(event.last()), now),
                event.type(),
                event.reason(),
                event.object().kind().toLowerCase(Locale.ROOT) + "/" + event.object().name(),
                "",
                event.host().isEmpty()
                        ? event.component()
                        : event.component() + ", " + event.host(),
                event.message().strip(),
                Age.of(Optional.of(event.first()), now),
                event.count(),
                event.name());
    }
}
