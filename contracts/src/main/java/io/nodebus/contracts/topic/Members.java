package io.nodebus.contracts.topic;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The messages of a sealed family by the [Type] they travel under. Looked up once per family.
public final class Members {
    private static final ClassValue<SequencedMap<String, Class<?>>> MEMBERS =
            new ClassValue<>() {
                @Override
                protected SequencedMap<String, Class<?>> computeValue(Class<?> family) {
                    var members = new TreeMap<String, Class<?>>();
                    collect(family, members);
                    return Collections.unmodifiableSequencedMap(members);
                }
            };

    private Members() {}

    /// Every message of a family, in the order of their types.
    public static SequencedMap<String, Class<?>> of(Class<?> family) {
        return MEMBERS.get(family);
    }

    /// The message that travels under this type, when the family has one.
    public static Optional<Class<?>> named(Class<?> family, String type) {
        return Optional.ofNullable(MEMBERS.get(family).get(type));
    }

    /// What a message travels under.
    ///
    /// @throws IllegalArgumentException when it has no [Type]
    public static String type(Class<?> message) {
        var type = message.getAnnotation(Type.class);
        if (type == null) {
            throw new IllegalArgumentException(message + " has no @Type: it cannot travel");
        }
        return type.value();
    }

    private static void collect(Class<?> family, Map<String, Class<?>> members) {
        for (var member : family.getPermittedSubclasses()) {
            if (member.isSealed()) {
                collect(member, members);
                continue;
            }
            var other = members.put(type(member), member);
            if (other != null) {
                throw new IllegalStateException(
                        "%s and %s both travel as %s"
                                .formatted(other.getName(), member.getName(), type(member)));
            }
        }
    }
}
