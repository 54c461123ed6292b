package io.nodebus.compose.box;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/// Makes namespaces and mounts: skipped for other users, never for root.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "io.nodebus.compose.place.CallingUser#isRoot",
        disabledReason = "needs root: namespaces and mounts")
public @interface RootOnly {}
