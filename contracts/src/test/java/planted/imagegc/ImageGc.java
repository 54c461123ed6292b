package planted.imagegc;

/// A root, which may end the process.
public final class ImageGc {
    private ImageGc() {}

    public static void end() {
        System.exit(0);
    }
}
