package io.nodebus.nodeagent.netfilter.kernel;

/// What the kernel says to a transaction. Unless it is done, nothing of it is.
sealed interface Answer {
    record Done() implements Answer {}

    /// Somebody else committed since we last looked.
    record Overtaken() implements Answer {}

    record Refused(String because) implements Answer {}
}
