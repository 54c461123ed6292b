package io.nodebus.api.door;

/// The order to wake whoever watches: something changed. Watchers look for themselves what, so
/// repeating it does no harm.
public record Published() {}
