package io.nodebus.nodeagent.nameserver;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.function.Consumer;

/// Messages in a stream: each after its length in two bytes.
final class Frames {
    private Frames() {}

    static void read(NetSocket stream, Consumer<Buffer> message) {
        var parser = RecordParser.newFixed(Short.BYTES);
        parser.handler(
                new Handler<>() {
                    private boolean inMessage;

                    @Override
                    public void handle(Buffer part) {
                        if (inMessage) {
                            inMessage = false;
                            parser.fixedSizeMode(Short.BYTES);
                            message.accept(part);
                        } else if (part.getUnsignedShort(0) == 0) {
                            stream.close();
                        } else {
                            inMessage = true;
                            parser.fixedSizeMode(part.getUnsignedShort(0));
                        }
                    }
                });
        stream.handler(parser);
    }

    static void write(NetSocket stream, Buffer message) {
        stream.write(
                Buffer.buffer(Short.BYTES + message.length())
                        .appendUnsignedShort(message.length())
                        .appendBuffer(message));
    }
}
