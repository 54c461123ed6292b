/// Where packets end, for the cases kube-proxy's own tests ask about.
@NullMarked
package io.nodebus.proxyrules.trace;

import org.jspecify.annotations.NullMarked;
