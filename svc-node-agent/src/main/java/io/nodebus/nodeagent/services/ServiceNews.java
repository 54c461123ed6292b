package io.nodebus.nodeagent.services;

import io.nodebus.nodeagent.netfilter.Outcome;
import java.util.Optional;

/// What came of a [ServiceOrder].
///
/// @param outcome empty when there was nothing to repair
public record ServiceNews(long number, Optional<Outcome> outcome) {}
