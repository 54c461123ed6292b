package io.nodebus.bus.flight;

import java.nio.file.Path;
import java.util.Optional;

/// Where flights are kept that ended with a fault.
@FunctionalInterface
public interface Flights {
    Flights NOWHERE = _ -> Optional.empty();

    /// Returns at once, with the file it will be in. Never throws: somebody is about to tell what
    /// went wrong.
    Optional<Path> keep(Flight.Recording recording);
}
