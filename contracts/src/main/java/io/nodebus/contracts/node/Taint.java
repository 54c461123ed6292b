package io.nodebus.contracts.node;

import io.nodebus.contracts.pod.TaintEffect;
import java.util.Optional;

/// Keeps pods away from a node unless they tolerate it.
public record Taint(String key, Optional<String> value, TaintEffect effect) {}
