package io.nodebus.compose.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/// Writes ustar. All files are root's and from 1970, so that equal contents are equal bytes.
final class Tar {
    private static final int BLOCK = 512;
    private static final char FILE = '0';
    private static final char SYMLINK = '2';
    private static final char FOLDER = '5';

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Tar folder(String name, int mode) {
        header(name.endsWith("/") ? name : name + "/", mode, 0, FOLDER, "");
        return this;
    }

    Tar file(String name, int mode, byte[] content) {
        header(name, mode, content.length, FILE, "");
        out.writeBytes(content);
        out.writeBytes(new byte[Math.floorMod(-content.length, BLOCK)]);
        return this;
    }

    Tar link(String name, String target) {
        header(name, 0777, 0, SYMLINK, target);
        return this;
    }

    /// With the two empty blocks that end an archive.
    byte[] bytes() {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(out.toByteArray());
        whole.writeBytes(new byte[2 * BLOCK]);
        return whole.toByteArray();
    }

    private void header(String name, int mode, int size, char kind, String target) {
        var header = new byte[BLOCK];
        put(header, 0, 100, name);
        put(header, 100, 8, octal(mode, 7));
        put(header, 108, 8, octal(0, 7));
        put(header, 116, 8, octal(0, 7));
        put(header, 124, 12, octal(size, 11));
        put(header, 136, 12, octal(0, 11));
        put(header, 148, 8, " ".repeat(8)); // the sum counts its own field as blanks
        header[156] = (byte) kind;
        put(header, 157, 100, target);
        put(header, 257, 8, "ustar\00000");
        var sum = 0;
        for (var b : header) {
            sum += b & 0xff;
        }
        put(header, 148, 8, octal(sum, 6) + "\0 ");
        out.writeBytes(header);
    }

    private static String octal(int value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", value);
    }

    private static void put(byte[] header, int at, int room, String text) {
        var bytes = text.getBytes(US_ASCII);
        if (bytes.length > room) {
            throw new IllegalArgumentException(
                    "a name in a tar has at most %d bytes, got %s".formatted(room, text));
        }
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
