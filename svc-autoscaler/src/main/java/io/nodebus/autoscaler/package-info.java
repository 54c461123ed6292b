/// Node health, node groups, placement of pods, scaling out and in.
@NullMarked
package io.nodebus.autoscaler;

import org.jspecify.annotations.NullMarked;
