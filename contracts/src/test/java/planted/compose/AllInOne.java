package planted.compose;

import planted.imagegc.ImageGc;

/// May do both.
public final class AllInOne {
    private AllInOne() {}

    public static ProcessBuilder start() {
        ImageGc.end();
        return new ProcessBuilder("true");
    }
}
