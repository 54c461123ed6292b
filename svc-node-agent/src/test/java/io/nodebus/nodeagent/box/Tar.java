package io.nodebus.nodeagent.box;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/// A tar archive in memory (ustar), as much of it as an image needs.
final class Tar {
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Tar folder(String path) {
        return entry(path + "/", '5', "", 0755, new byte[0]);
    }

    Tar link(String path, String target) {
        return entry(path, '2', target, 0777, new byte[0]);
    }

    Tar file(String path, int mode, byte[] content) {
        return entry(path, '0', "", mode, content);
    }

    byte[] bytes() {
        out.writeBytes(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    private Tar entry(String path, char type, String target, int mode, byte[] content) {
        var header = new byte[BLOCK];
        put(header, 0, path);
        put(header, 100, octal(mode, 7));
        put(header, 108, octal(0, 7));
        put(header, 116, octal(0, 7));
        put(header, 124, octal(content.length, 11));
        put(header, 136, octal(0, 11));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 157, target);
        put(header, 257, "ustar\00000");
        put(header, 148, octal(sum(header), 6) + "\0 ");
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    private static int sum(byte[] header) {
        var sum = 0;
        for (var b : header) {
            sum += b & 0xff;
        }
        return sum;
    }

    private static String octal(long value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", value);
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
