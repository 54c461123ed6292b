package io.nodebus.api.view;

import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `spec.nodeName=n1,status.phase!=Failed`: all must hold.
public record FieldSelector(List<Requirement> requirements) {
    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    private static final Pattern COMPARED = Pattern.compile("([^=!]+)(==|=|!=)(.*)");

    public FieldSelector {
        requirements = List.copyOf(requirements);
    }

    /// @param equal false: anything but this value
    public record Requirement(String path, boolean equal, String value) {}

    /// @throws Refused when the text is no selector
    public static FieldSelector parse(String text) {
        var requirements = new ArrayList<Requirement>();
        for (var part : text.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            var compared = COMPARED.matcher(part.strip());
            if (!compared.matches()) {
                throw new Refused(
                        Refusal.badRequest(
                                "invalid field selector: \"%s\": write path=value or path!=value"
                                        .formatted(part)));
            }
            requirements.add(
                    new Requirement(
                            compared.group(1), !compared.group(2).equals("!="), compared.group(3)));
        }
        return new FieldSelector(requirements);
    }

    /// @throws Refused when a field cannot be asked for
    boolean matches(Seen seen) {
        return requirements.stream()
                .allMatch(asked ->
                        asked.equal()
                                == seen.field(asked.path())
                                        .orElseThrow(() -> unknown(asked))
                                        .equals(asked.value()));
    }

    private static Refused unknown(Requirement asked) {
        return new Refused(Refusal.badRequest("field label not supported: " + asked.path()));
    }

    /// The one name that is asked for, if it is one.
    Optional<String> name() {
        return requirements.stream()
                .filter(asked -> asked.equal() && asked.path().equals("metadata.name"))
                .map(Requirement::value)
                .findFirst();
    }
}
