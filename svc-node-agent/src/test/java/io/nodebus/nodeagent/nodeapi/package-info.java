/// The node answers over HTTPS what a kubelet would.
@NullMarked
package io.nodebus.nodeagent.nodeapi;

import org.jspecify.annotations.NullMarked;
