package io.nodebus.api;

import io.nodebus.api.tables.Tables;
import io.nodebus.api.view.Rendering;
import io.nodebus.api.view.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An object as the cells of its row, without its name.
record Row(Rendering rendering) {
    String of(Seen object, Instant now) {
        var table =
                new Tables(rendering)
                        .of(
                                object.resource(),
                                List.of(object),
                                Map.of(),
                                Tables.Include.NONE,
                                false,
                                now);
        var rows = (List<?>) Objects.requireNonNull(table.get("rows"));
        var row = (Map<?, ?>) Objects.requireNonNull(rows.getFirst());
        var cells = (List<?>) Objects.requireNonNull(row.get("cells"));
        return cells.subList(1, cells.size()).toString();
    }
}
