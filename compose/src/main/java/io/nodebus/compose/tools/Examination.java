package io.nodebus.compose.tools;

import java.util.ArrayList;
import java.util.List;

/// What `doctor` found.
public record Examination(List<Finding> findings) {
    public Examination {
        findings = List.copyOf(findings);
    }

    /// Whether real nodes can run.
    public boolean isSound() {
        return line().isEmpty();
    }

    /// What stands in the way, as `up` says it before it exits with 2; empty when nothing does. All
    /// programs that are missing are got at once.
    public String line() {
        var words = new ArrayList<String>();
        var absent = new ArrayList<Finding.Absent>();
        for (var finding : findings) {
            switch (finding) {
                case Finding.Sound _, Finding.Reduced _ -> {}
                case Finding.Lacking(var subject, var detail, var remedy) ->
                        words.add("%s: %s (%s)".formatted(subject, detail, remedy));
                case Finding.Absent it -> absent.add(it);
            }
        }
        if (!absent.isEmpty()) {
            var tools = absent.stream().map(Finding.Absent::tool).toList();
            words.add(Remedy.line(tools, absent.getFirst().cache()));
        }
        return String.join("; ", words);
    }
}
