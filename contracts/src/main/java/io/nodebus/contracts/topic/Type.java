package io.nodebus.contracts.topic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The name and version under which a message travels, as in `pod.bound.v1`; `ce_type` is this with
/// `io.nodebus.` before it. A change adds an optional field; a new meaning is a new version.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Type {
    String value();
}
