package io.nodebus.bus;

import io.nodebus.contracts.stamp.Stamp;

/// Numbers what one writer says in this life. Not shared between writers.
@FunctionalInterface
public interface Stamps {
    Stamp next();
}
