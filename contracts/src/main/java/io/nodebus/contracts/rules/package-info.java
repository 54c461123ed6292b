/// What Services mean: rules in no dialect and for no node, names, and what one node may make of
/// them. The last is here because svc-proxy-rules, agents and whoever explains a packet must agree.
@Pure
@NullMarked
package io.nodebus.contracts.rules;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
