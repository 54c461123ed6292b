package io.nodebus.compose.image;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The head of a file in a tar.
///
/// @param name without `./` in front
record TarEntry(String name, long bytes) {
    static final int BLOCK = 512;

    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int SUM = 148;
    private static final int SUM_END = 156;

    /// What it takes in the archive, after its head.
    long room() {
        return (bytes + BLOCK - 1) / BLOCK * BLOCK;
    }

    static boolean isEnd(byte[] head) {
        for (var b : head) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /// @throws NumberFormatException when this is no head of a tar
    static TarEntry of(byte[] head) {
        var sum = 0;
        for (var at = 0; at < BLOCK; at++) {
            sum += at >= SUM && at < SUM_END ? ' ' : head[at] & 0xff;
        }
        if (octal(head, SUM, SUM_END) != sum) {
            throw new NumberFormatException("the sum is wrong");
        }
        var name = text(head, 0, NAME);
        return new TarEntry(name.startsWith("./") ? name.substring(2) : name, size(head));
    }

    /// From 8 GiB on a number is binary, and says so in its first bit.
    private static long size(byte[] head) {
        if (head[SIZE] >= 0) {
            return octal(head, SIZE, SIZE + 12);
        }
        var size = 0L;
        for (var at = SIZE + 4; at < SIZE + 12; at++) {
            size = size << 8 | head[at] & 0xff;
        }
        return size;
    }

    private static long octal(byte[] head, int from, int to) {
        var digits = text(head, from, to).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(byte[] head, int from, int to) {
        var end = from;
        while (end < to && head[end] != 0) {
            end++;
        }
        return new String(head, from, end - from, UTF_8);
    }
}
