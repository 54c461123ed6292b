package planted.unsigned;

import org.jspecify.annotations.NullMarked;

/// In a room without a sign.
@NullMarked
public record Unsigned() {}
