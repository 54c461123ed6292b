package io.nodebus.compose.tools;

import java.util.List;
import java.util.stream.Collectors;

/// What `doctor` found.
public record Examination(List<Finding> findings) {
    public Examination {
        findings = List.copyOf(findings);
    }

    /// Whether real nodes can run.
    public boolean isSound() {
        return lacking().isEmpty();
    }

    public List<Finding.Lacking> lacking() {
        return findings.stream()
                .filter(Finding.Lacking.class::isInstance)
                .map(Finding.Lacking.class::cast)
                .toList();
    }

    /// What stands in the way, as `up` says it before it exits with 2; empty when nothing does.
    public String line() {
        return lacking().stream()
                .map(lack -> "%s: %s (%s)".formatted(lack.subject(), lack.detail(), lack.remedy()))
                .collect(Collectors.joining("; "));
    }
}
