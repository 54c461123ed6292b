/// Services and pods to endpoints, endpoints to rules in no dialect, and names.
@NullMarked
package io.nodebus.proxyrules;

import org.jspecify.annotations.NullMarked;
