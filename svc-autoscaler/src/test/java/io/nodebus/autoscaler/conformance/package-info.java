/// What Kubernetes decides, as cases, and objects as the cases write them.
@NullMarked
package io.nodebus.autoscaler.conformance;

import org.jspecify.annotations.NullMarked;
