package io.nodebus.api.status;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// One field that is wrong, spelled as `details.causes` of a Status.
///
/// @param field path as in the Kubernetes API: `spec.containers[0].image`
/// @param reason one of the API's words, e.g. `FieldValueRequired`
/// @param message what is wrong, without the path
public record Cause(String field, String reason, String message) {
    public static Cause required(String field, String detail) {
        return new Cause(field, "FieldValueRequired", with("Required value", detail));
    }

    public static Cause invalid(String field, Object value, String detail) {
        return new Cause(
                field, "FieldValueInvalid", with("Invalid value: " + shown(value), detail));
    }

    public static Cause forbidden(String field, String detail) {
        return new Cause(field, "FieldValueForbidden", with("Forbidden", detail));
    }

    public static Cause duplicate(String field, Object value) {
        return new Cause(field, "FieldValueDuplicate", "Duplicate value: " + shown(value));
    }

    /// A value outside a closed set.
    public static Cause unsupported(String field, Object value, Collection<String> supported) {
        return new Cause(
                field,
                "FieldValueNotSupported",
                "Unsupported value: %s: supported values: %s"
                        .formatted(
                                shown(value),
                                supported.stream().map(Cause::shown).collect(joining(", "))));
    }

    /// Something Kubernetes has and we have not.
    public static Cause notYet(String field, String detail) {
        return new Cause(field, "FieldValueNotSupported", detail);
    }

    /// Something nobody knows.
    public static Cause unknown(String field, String detail) {
        return new Cause(field, "FieldValueInvalid", detail);
    }

    public static Cause tooLong(String field, String detail) {
        return new Cause(field, "FieldValueTooLong", with("Too long", detail));
    }

    private static String with(String what, String detail) {
        return detail.isEmpty() ? what : what + ": " + detail;
    }

    private static String shown(Object value) {
        return value instanceof String text ? '"' + text + '"' : value.toString();
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("reason", reason);
        tree.put("message", message);
        tree.put("field", field);
        return tree;
    }

    @Override
    public String toString() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}
