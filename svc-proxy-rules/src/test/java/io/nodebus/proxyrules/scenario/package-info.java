/// Where packets end, for the cases kube-proxy's own tests ask about.
@NullMarked
package io.nodebus.proxyrules.scenario;

import org.jspecify.annotations.NullMarked;
