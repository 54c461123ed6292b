package io.nodebus.nodeagent.nodeapi;

import java.util.List;
import java.util.Optional;

/// The pods of this node as they are now. Asked from virtual threads; may block for a moment.
public interface NodePods {
    List<PodHere> all();

    Optional<PodHere> find(String namespace, String name);
}
