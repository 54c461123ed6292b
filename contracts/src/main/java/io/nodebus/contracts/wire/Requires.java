package io.nodebus.contracts.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a field that a reader must understand: a record in which it is set (not absent, empty or
/// false) names the feature in its `requires`, and a reader that lacks the feature refuses the
/// record and keeps the old state. A field that may be skipped without harm carries none.
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
    /// The feature, as it is listed in [Features#KNOWN].
    String value();
}
