package io.nodebus.contracts.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Sealed interfaces inside messages: the member's name says which it is.
final class Families {
    private Families() {}

    /// The sealed interface a record is a member of, when it is one.
    static Optional<Class<?>> of(Class<?> member) {
        return Arrays.stream(member.getInterfaces())
                .filter(Class::isSealed)
                .findFirst()
                .map(family -> (Class<?>) family);
    }

    /// `Running` is written as `running`.
    static String memberName(Class<?> member) {
        var name = member.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
