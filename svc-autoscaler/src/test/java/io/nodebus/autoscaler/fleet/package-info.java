@NullMarked
package io.nodebus.autoscaler.fleet;

import org.jspecify.annotations.NullMarked;
