/// The way through to a node's API and to the instance that leads: requests are passed on as they
/// are, upgrades as raw bytes both ways. Trusts a node by the fingerprint of its certificate, which
/// `nodes.state` tells, and nobody else.
@NullMarked
package io.nodebus.api.passage;

import org.jspecify.annotations.NullMarked;
