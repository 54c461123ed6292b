package planted.imagegc.common;

/// A name that says nothing.
public final class ImageUtils {
    private ImageUtils() {}
}
