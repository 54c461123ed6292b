package io.nodebus.nodeagent.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Ids as long and as different as real ones, and the same in every run. Not safe for threads.
final class Ids {
    private final String seed;
    private int count;

    Ids(String seed) {
        this.seed = seed;
    }

    String next(String kind) {
        return of(seed + "/" + kind + "/" + count++);
    }

    static String of(String what) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
