/// Keeps the node's key pair: Secrets are sealed to it, and only this node opens them.
@NullMarked
package io.nodebus.nodeagent.secrets;

import org.jspecify.annotations.NullMarked;
