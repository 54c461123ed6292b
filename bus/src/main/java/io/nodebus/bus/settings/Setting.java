package io.nodebus.bus.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A component of a settings record. `image-gc-high` is `--image-gc-high` as a flag,
/// `NODEBUS_IMAGE_GC_HIGH` in the environment and `image-gc-high: 85` in a file.
///
/// A component may be a text, a number, a boolean, an enum, a `Duration` (`5m0s`), a `Quantity`
/// (`10Mi`), a `Path`, a list (`a,b`), a map of texts (`a=1,b=2`), an `Optional` of one, or,
/// without this annotation, another settings record.
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {
    /// Stands for no default: the value must be given, unless it is an `Optional`.
    String REQUIRED = "\0";

    String key();

    /// The default, spelled as it would be given.
    String value() default REQUIRED;

    /// One sentence, with the reason for the default, and the field of KubeletConfiguration or
    /// KubeProxyConfiguration it mirrors.
    String help();

    /// Shown as stars: a token, a password.
    boolean secret() default false;
}
