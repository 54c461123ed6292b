package io.nodebus.nodeagent.nodeapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A TLS client that trusts one fingerprint and sees every byte.
final class RawClient implements AutoCloseable {
    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    static RawClient connect(int port, String fingerprint)
            throws IOException, GeneralSecurityException {
        return over(new Socket(InetAddress.getLoopbackAddress(), port), fingerprint);
    }

    /// @param plain connected already, perhaps from elsewhere
    static RawClient over(Socket plain, String fingerprint)
            throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        plain.setSoTimeout(20_000);
        context.init(null, new TrustManager[] {new Pinned(fingerprint)}, new SecureRandom());
        return new RawClient(
                context.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true));
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    Socket socket() {
        return socket;
    }

    /// Up to the empty line.
    String head() throws IOException {
        return until("\r\n\r\n");
    }

    String until(String end) throws IOException {
        var read = new ByteArrayOutputStream();
        while (!read.toString(ISO_8859_1).endsWith(end)) {
            var next = in().read();
            if (next < 0) {
                throw new IOException("ended after: " + read.toString(ISO_8859_1));
            }
            read.write(next);
        }
        return read.toString(ISO_8859_1);
    }

    String rest() throws IOException {
        return new String(in().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private record Pinned(String fingerprint) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("no clients here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
                if (!Base64.getEncoder().encodeToString(digest).equals(fingerprint)) {
                    throw new CertificateException("another certificate: " + chain[0]);
                }
            } catch (GeneralSecurityException impossible) {
                throw new CertificateException(impossible);
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
