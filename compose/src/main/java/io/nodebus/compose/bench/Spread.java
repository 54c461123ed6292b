package io.nodebus.compose.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measured times, in nanoseconds.
final class Spread {
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Long> nanos = new ArrayList<>();

    void add(long measured) {
        nanos.add(measured);
    }

    int count() {
        return nanos.size();
    }

    /// Milliseconds; the nearest that was really measured.
    ///
    /// @param share 0.5 for the median
    double at(double share) {
        var sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        var index = (int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size()));
        return Math.round(sorted.get(index) / NANOS_PER_MILLI * 10) / 10.0;
    }

    double median() {
        return at(0.5);
    }

    /// As it stands in the JSON, in milliseconds.
    Map<String, Double> json() {
        var json = new LinkedHashMap<String, Double>();
        json.put("min", at(0));
        json.put("p50", at(0.5));
        json.put("p90", at(0.9));
        json.put("max", at(1));
        return json;
    }
}
