@NullMarked
package io.nodebus.api.door;

import org.jspecify.annotations.NullMarked;
