package io.nodebus.compose.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// svc-api said no: a Kubernetes `Status`.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String reason;
    private final transient List<Cause> causes;

    /// One thing that is wrong with an object.
    ///
    /// @param field path as in `spec.containers[0].image`; empty for the whole
    public record Cause(String field, String message) {}

    private Refusal(int code, String reason, String message, List<Cause> causes) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.causes = causes;
    }

    /// From the body of an answer that is no success. A body that is no Status is told as it is.
    static Refusal of(int code, Tree body) {
        var causes = new ArrayList<Cause>();
        for (var cause : body.at("details").list("causes")) {
            causes.add(new Cause(cause.text("field"), cause.text("message")));
        }
        var message = body.text("message");
        return new Refusal(
                code,
                body.text("reason"),
                message.isEmpty() ? "the server answered with HTTP " + code : message,
                causes);
    }

    public int code() {
        return code;
    }

    public List<Cause> causes() {
        return causes;
    }

    /// As kubectl says it.
    public String sentence() {
        return reason.isEmpty()
                ? "Error from server: " + getMessage()
                : "Error from server (%s): %s".formatted(reason, getMessage());
    }

    /// From what an answer says that is no success: a Status, or a sentence.
    public static Refusal answered(int code, byte[] body) {
        try {
            return of(code, Tree.of(Json.parse(body)));
        } catch (IllegalArgumentException _) {
            return of(code, new Tree(Map.of("message", new String(body, UTF_8).strip())));
        }
    }
}
