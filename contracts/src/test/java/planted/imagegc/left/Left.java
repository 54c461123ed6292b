package planted.imagegc.left;

import java.util.Optional;
import planted.imagegc.right.Right;

/// Knows the right.
public record Left(Optional<Right> right) {}
