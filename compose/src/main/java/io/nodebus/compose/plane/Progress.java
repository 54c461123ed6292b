package io.nodebus.compose.plane;

import java.time.Duration;

/// Told while something is going on.
public interface Progress {
    /// What begins now, for people.
    void doing(String what);

    /// What is done, and how long after the beginning of it all.
    void done(String what, Duration since);
}
