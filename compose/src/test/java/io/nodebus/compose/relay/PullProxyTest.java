package io.nodebus.compose.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PullProxyTest {
    private static final InetSocketAddress ANY =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final HttpServer registry;
    private final PullProxy proxy;

    PullProxyTest() throws IOException {
        registry = HttpServer.create(ANY, 0);
        registry.createContext(
                "/v2/",
                exchange -> {
                    var body = exchange.getRequestURI().toString().getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        registry.start();
        proxy = PullProxy.open(NetworkNamespace.host(), ANY, NetworkNamespace.host());
    }

    @AfterEach
    void closesBoth() throws IOException {
        proxy.close();
        registry.stop(0);
    }

    @Test
    void asksARegistryOnTheHostByItsName() throws Exception {
        try (var client = client()) {
            assertEquals("/v2/a?n=1", got(client, "/v2/a?n=1").body());
            assertEquals("/v2/b", got(client, "/v2/b").body());
        }
    }

    @Test
    void saysWhyWhenNobodyAnswers() throws Exception {
        registry.stop(0);
        try (var client = client()) {
            var answer = got(client, "/v2/");
            assertEquals(502, answer.statusCode());
            assertTrue(answer.body().contains("refused"), answer.body());
        }
    }

    @Test
    void tunnelsWhatIsNotItsBusiness() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            var port = registry.getAddress().getPort();
            var ask = "CONNECT %s:%d HTTP/1.1\r\n\r\n".formatted(PullProxy.HOST, port);
            var then = "GET /v2/tunnel HTTP/1.0\r\n\r\n";
            socket.getOutputStream().write((ask + then).getBytes(UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200 connected\r\n\r\nHTTP/1.1 200"), answer);
            assertTrue(answer.endsWith("/v2/tunnel"), answer);
        }
    }

    @Test
    void refusesWhatIsNoRequestToAProxy() {
        assertThrows(
                IllegalArgumentException.class, () -> ProxyRequest.of("GET /v2/ HTTP/1.1\r\n"));
        assertThrows(IllegalArgumentException.class, () -> ProxyRequest.of("nonsense\r\n"));
    }

    private HttpClient client() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
        return HttpClient.newBuilder().proxy(ProxySelector.of(address)).build();
    }

    private java.net.http.HttpResponse<String> got(HttpClient client, String path)
            throws IOException, InterruptedException {
        var port = registry.getAddress().getPort();
        var uri = URI.create("http://%s:%d%s".formatted(PullProxy.HOST, port, path));
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
