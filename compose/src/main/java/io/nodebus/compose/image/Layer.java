package io.nodebus.compose.image;

/// A layer of an image: a tar, not compressed, since it never travels far.
final class Layer {
    private final byte[] tar;

    Layer(Tar tar) {
        this.tar = tar.bytes();
    }

    byte[] bytes() {
        return tar.clone();
    }
}
