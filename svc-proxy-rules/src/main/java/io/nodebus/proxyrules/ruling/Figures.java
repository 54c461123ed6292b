package io.nodebus.proxyrules.ruling;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Figures of a decision, in the order they are told.
final class Figures {
    private Figures() {}

    static SequencedMap<String, String> of(String name, long figure) {
        var figures = new LinkedHashMap<String, String>();
        figures.put(name, String.valueOf(figure));
        return figures;
    }

    static SequencedMap<String, String> of(
            String name, long figure, String other, long otherFigure) {
        var figures = of(name, figure);
        figures.put(other, String.valueOf(otherFigure));
        return figures;
    }
}
