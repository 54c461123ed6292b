package io.nodebus.proxyrules.settings;

import io.nodebus.bus.settings.Setting;
import java.time.Duration;

/// How fast changes of rules are fanned out to a fleet.
public record ProxyRulesSettings(
        @Setting(
                        key = "pacing-shortest",
                        value = "20ms",
                        help =
                                "The first change of a record goes out at once; the next ones are"
                                        + " gathered for at least this long.")
                Duration shortest,
        @Setting(
                        key = "pacing-longest",
                        value = "1s",
                        help =
                                "While a record keeps changing, changes are gathered for at most"
                                        + " this long; minSyncPeriod of kube-proxy.")
                Duration longest) {
    public ProxyRulesSettings {
        if (shortest.isNegative() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException(
                    "pacing-longest must be at least pacing-shortest, and neither negative, got %s and %s"
                            .formatted(longest, shortest));
        }
    }
}
