package io.nodebus.api.status;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Why a request is not done.
///
/// @param code HTTP status
/// @param reason one of the API's words, e.g. `NotFound`
/// @param subject what it is about, when it is about one object
/// @param retryAfterSeconds when trying again makes sense
public record Refusal(
        int code,
        String reason,
        String message,
        Optional<Subject> subject,
        List<Cause> causes,
        OptionalInt retryAfterSeconds) {
    private static final int SOON_SECONDS = 1;

    public Refusal {
        causes = List.copyOf(causes);
    }

    /// @param kind the plural for most, the kind for invalid objects; so Kubernetes has it
    public record Subject(String group, String kind, String name) {}

    private static Refusal plain(int code, String reason, String message) {
        return new Refusal(code, reason, message, Optional.empty(), List.of(), OptionalInt.empty());
    }

    private static Refusal about(int code, String reason, String message, Subject subject) {
        return new Refusal(
                code, reason, message, Optional.of(subject), List.of(), OptionalInt.empty());
    }

    public static Refusal notFound(Subject subject) {
        return about(
                404,
                "NotFound",
                "%s \"%s\" not found".formatted(qualified(subject), subject.name()),
                subject);
    }

    /// No such path.
    public static Refusal noSuchResource() {
        return plain(404, "NotFound", "the server could not find the requested resource");
    }

    public static Refusal alreadyExists(Subject subject) {
        return about(
                409,
                "AlreadyExists",
                "%s \"%s\" already exists".formatted(qualified(subject), subject.name()),
                subject);
    }

    /// The name is taken by an object that is on its way out.
    public static Refusal stillThere(Subject subject) {
        return about(
                409,
                "AlreadyExists",
                "object is being deleted: %s \"%s\" already exists"
                        .formatted(qualified(subject), subject.name()),
                subject);
    }

    public static Refusal modified(Subject subject) {
        return conflict(
                subject,
                "the object has been modified; please apply your changes to the latest version and"
                        + " try again");
    }

    public static Refusal conflict(Subject subject, String detail) {
        return about(
                409,
                "Conflict",
                "Operation cannot be fulfilled on %s \"%s\": %s"
                        .formatted(qualified(subject), subject.name(), detail),
                subject);
    }

    /// @param subject with the kind, not the plural
    public static Refusal invalid(Subject subject, List<Cause> causes) {
        var all = causes.stream().map(Cause::toString).collect(joining(", "));
        return new Refusal(
                422,
                "Invalid",
                "%s \"%s\" is invalid: %s"
                        .formatted(
                                qualified(subject),
                                subject.name(),
                                causes.size() == 1 ? all : "[" + all + "]"),
                Optional.of(subject),
                causes,
                OptionalInt.empty());
    }

    public static Refusal badRequest(String message) {
        return plain(400, "BadRequest", message);
    }

    public static Refusal unauthorized() {
        return plain(401, "Unauthorized", "Unauthorized");
    }

    public static Refusal methodNotAllowed(String message) {
        return plain(405, "MethodNotAllowed", message);
    }

    public static Refusal notAcceptable(String message) {
        return plain(406, "NotAcceptable", message);
    }

    public static Refusal expired(String message) {
        return plain(410, "Expired", message);
    }

    public static Refusal tooLarge(String message) {
        return plain(413, "RequestEntityTooLarge", message);
    }

    public static Refusal unsupportedMediaType(String message) {
        return plain(415, "UnsupportedMediaType", message);
    }

    public static Refusal broken(String message) {
        return plain(500, "InternalError", "Internal error occurred: " + message);
    }

    public static Refusal badGateway(String message) {
        return plain(502, "BadGateway", message);
    }

    public static Refusal unavailable(String message) {
        return new Refusal(
                503,
                "ServiceUnavailable",
                message,
                Optional.empty(),
                List.of(),
                OptionalInt.of(SOON_SECONDS));
    }

    public static Refusal timeout(String message) {
        return new Refusal(
                504, "Timeout", message, Optional.empty(), List.of(), OptionalInt.of(SOON_SECONDS));
    }

    /// What somebody else refused, who has a status and a sentence.
    public static Refusal told(int code, String sentence) {
        return switch (code) {
            case 404 -> plain(code, "NotFound", sentence);
            case 401, 403 -> badGateway(sentence);
            case 503 -> unavailable(sentence);
            case 504 -> timeout(sentence);
            default -> code < 500 ? badRequest(sentence) : broken(sentence);
        };
    }

    private static String qualified(Subject subject) {
        return subject.group().isEmpty() ? subject.kind() : subject.kind() + "." + subject.group();
    }

    /// The Status object.
    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "Status");
        tree.put("apiVersion", "v1");
        tree.put("metadata", Map.of());
        tree.put("status", "Failure");
        tree.put("message", message);
        tree.put("reason", reason);
        var details = details();
        if (!details.isEmpty()) {
            tree.put("details", details);
        }
        tree.put("code", code);
        return tree;
    }

    private Map<String, Object> details() {
        var details = new LinkedHashMap<String, Object>();
        subject.ifPresent(about -> {
            details.put("name", about.name());
            if (!about.group().isEmpty()) {
                details.put("group", about.group());
            }
            details.put("kind", about.kind());
        });
        if (!causes.isEmpty()) {
            details.put("causes", causes.stream().map(Cause::tree).toList());
        }
        retryAfterSeconds.ifPresent(seconds -> details.put("retryAfterSeconds", seconds));
        return details;
    }
}
