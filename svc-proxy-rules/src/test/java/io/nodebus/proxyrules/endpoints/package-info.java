/// What may take traffic.
@NullMarked
package io.nodebus.proxyrules.endpoints;

import org.jspecify.annotations.NullMarked;
