package io.nodebus.autoscaler.fleet;

import java.time.Duration;

/// Whether silence can be heard.
///
/// @param caughtUp what was said before has been read: absence means something
/// @param listening the bus is there
/// @param since silence counts from here on, in monotonic time
/// @param suspect too many fell silent together: it is more likely the bus than they
public record Vigil(boolean caughtUp, boolean listening, Duration since, boolean suspect) {
    public static final Vigil DEAF = new Vigil(false, true, Duration.ZERO, false);

    public Vigil caughtUp(Duration at) {
        return new Vigil(true, true, at, suspect);
    }

    public Vigil deafened() {
        return new Vigil(caughtUp, false, since, suspect);
    }

    /// The bus is back: everybody's silence starts anew.
    public Vigil resumed(Duration at) {
        return new Vigil(caughtUp, true, at, suspect);
    }

    public Vigil suspecting() {
        return new Vigil(caughtUp, listening, since, true);
    }

    /// The bus is trusted again: everybody's silence starts anew.
    public Vigil trusting(Duration at) {
        return new Vigil(caughtUp, listening, at, false);
    }

    /// How long a life was silent, as far as it could have been heard.
    public Duration silence(Life life, Duration now) {
        return now.minus(life.sign().filter(sign -> sign.compareTo(since) > 0).orElse(since));
    }
}
