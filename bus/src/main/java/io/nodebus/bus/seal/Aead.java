package io.nodebus.bus.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM as text: base64 of nonce (12 bytes), cipher text and tag (16 bytes).
///
/// The nonce is made of the key, the bound text and the plain bytes: the same value seals to the
/// same text, another value to another nonce. A reader of the topic can see *that* two versions of
/// one value are equal, and nothing else.
public final class Aead {
    /// Bytes of a key.
    public static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private Aead() {}

    /// @param bound what the value belongs to; opening needs the same
    public static String seal(byte[] key, String bound, byte[] plain) {
        var nonce = Hkdf.derive(key, plain, "nodebus nonce v1 " + bound, NONCE_BYTES);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(plain);
            return Base64.getEncoder()
                    .encodeToString(
                            ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                                    .put(nonce)
                                    .put(sealed)
                                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM refused to seal " + bound, e);
        }
    }

    /// @throws Unsealable when it was sealed with another key or for something else
    public static byte[] open(byte[] key, String bound, String sealed) {
        try {
            var bytes = Base64.getDecoder().decode(sealed);
            if (bytes.length < NONCE_BYTES) {
                throw new Unsealable(bound + " is too short to be sealed: " + bytes.length);
            }
            var nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, key, nonce, bound)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unsealable(bound + " was sealed with another key, or changed since", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String bound)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound.getBytes(UTF_8));
        return cipher;
    }
}
