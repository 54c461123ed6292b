package io.nodebus.api;

/// How the API of a node is reached from here. On a production network its own address will do;
/// where nodes live in namespaces, a relay stands in front of them.
@FunctionalInterface
public interface NodeReach {
    /// Nodes are reached where they say they are.
    NodeReach DIRECTLY = (_, said) -> said;

    /// @param node its name
    /// @param said `host:port` as its agent says
    /// @return `host:port` to connect to
    String address(String node, String said);
}
