package io.nodebus.bus.topics;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.RequestHeader;

/// Who the brokers of a bus are, by the addresses they give out for themselves. A client asks one
/// address for these and then speaks to them, so whoever stands between must let all of them
/// through. Asked with one request and without Kafka's own client: that one cannot say which
/// address it was given when nothing is there. Blocks.
public final class Brokers {
    /// Known to every broker since 0.11.
    private static final short VERSION = 4;

    private static final int LONGEST_ANSWER = 1 << 20;

    private Brokers() {}

    /// A broker as it calls itself.
    public record Advertised(int id, String host, int port) {}

    /// By id.
    ///
    /// @throws IOException when nobody answers there, or in another language: TLS for one
    public static List<Advertised> of(InetSocketAddress at, Duration patience) throws IOException {
        var header = new RequestHeader(ApiKeys.METADATA, VERSION, "nodebus", 1);
        var request = new MetadataRequest.Builder(List.of(), false).build(VERSION);
        try (var socket = new Socket()) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(at, (int) patience.toMillis());
            var bytes = request.serializeWithHeader(header);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            out.flush();
            return named(answer(new DataInputStream(socket.getInputStream())), header);
        } catch (EOFException e) {
            throw new IOException("who listens there hangs up", e);
        }
    }

    private static ByteBuffer answer(DataInputStream in) throws IOException {
        var length = in.readInt();
        if (length < 0 || length > LONGEST_ANSWER) {
            throw new IOException("what answers does not speak Kafka");
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static List<Advertised> named(ByteBuffer answer, RequestHeader header)
            throws IOException {
        try {
            var response = (MetadataResponse) AbstractResponse.parseResponse(answer, header);
            return response.brokers().stream()
                    .map(node -> new Advertised(node.id(), node.host(), node.port()))
                    .sorted(Comparator.comparingInt(Advertised::id))
                    .toList();
        } catch (RuntimeException e) {
            throw new IOException("what answers does not speak Kafka", e);
        }
    }
}
