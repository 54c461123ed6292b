package io.nodebus.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.api.resource.Discovery;
import java.io.ByteArrayOutputStream;

/// Discovery, versions, OpenAPI.
final class Documents {
    /// Clients ask for it with an `@` in place of the last dot, and cannot read that in an answer.
    private static final String OPENAPI =
            "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private final String version;

    Documents(String version) {
        this.version = version;
    }

    void tell(Exchange exchange, String path) {
        if (path.equals(Discovery.OPENAPI_V2)
                && exchange.header("Accept").orElse("").contains("proto-openapi")) {
            exchange.reply(200, OPENAPI, protobuf());
            return;
        }
        var address =
                exchange.request().localAddress() == null
                        ? ""
                        : exchange.request().localAddress().toString();
        exchange.reply(200, Discovery.document(path, version, address));
    }

    /// kubectl 1.20 knows OpenAPI as protobuf only. Two fields of `Document`: `swagger` (1) and
    /// `info` (2), of which `title` (1) and `version` (2). It finds no kinds in it, and checks
    /// none.
    private byte[] protobuf() {
        var info = new ByteArrayOutputStream();
        field(info, 1, "Nodebus".getBytes(UTF_8));
        field(info, 2, version.getBytes(UTF_8));
        var document = new ByteArrayOutputStream();
        field(document, 1, "2.0".getBytes(UTF_8));
        field(document, 2, info.toByteArray());
        return document.toByteArray();
    }

    /// Every field here is shorter than 128 bytes, so its length is one byte.
    private static void field(ByteArrayOutputStream to, int number, byte[] bytes) {
        to.write(number << 3 | 2);
        to.write(bytes.length);
        to.writeBytes(bytes);
    }
}
