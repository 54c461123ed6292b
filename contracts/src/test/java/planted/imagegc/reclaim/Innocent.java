package planted.imagegc.reclaim;

import java.util.List;

/// Breaks no rule.
public record Innocent(List<String> images) {}
