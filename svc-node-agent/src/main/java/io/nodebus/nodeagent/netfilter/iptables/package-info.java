/// Services as kube-proxy writes them for iptables: its chains, names, comments and order, so that
/// tools and handbooks fit.
///
/// | what | where |
/// |---|---|
/// | the chains that no Service is in, and the jumps to them | `Frame` |
/// | a port to chains and to lines in chains of all | `PortRules` |
/// | which ports there are, and the way from one state to the next | `Ruleset` |
/// | that way, as iptables-restore reads it | `Restore` |
/// | what iptables-save printed, read | `Found` |
///
/// Knows no processes: a restore is a value.
@Pure
@NullMarked
package io.nodebus.nodeagent.netfilter.iptables;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
