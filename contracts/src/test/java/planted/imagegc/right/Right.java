package planted.imagegc.right;

import java.util.Optional;
import planted.imagegc.left.Left;

/// Knows the left.
public record Right(Optional<Left> left) {}
