/// How endpoints are spread over records, so that a change of one is a change of one.
@Pure
@NullMarked
package io.nodebus.proxyrules.slices;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
