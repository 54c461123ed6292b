/// Makes a node's network as planned: the CNI configuration, and routes by `ip`. Beside `netfilter`
/// the one room of the agent that starts processes.
@NullMarked
package io.nodebus.nodeagent.network;

import org.jspecify.annotations.NullMarked;
