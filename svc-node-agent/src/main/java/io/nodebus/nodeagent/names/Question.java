package io.nodebus.nodeagent.names;

import java.util.List;
import java.util.Locale;

/// A name and what is asked of it.
///
/// @param labels as they were asked, first the most special; case does not tell names apart
/// @param type one of [RecordType], or another number
/// @param turn which of several equal answers comes first
public record Question(List<String> labels, int type, int turn) {
    public Question {
        labels = List.copyOf(labels);
    }

    List<String> lowerCase() {
        return labels.stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
    }
}
