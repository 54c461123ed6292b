/// How little changes when something changes.
@NullMarked
package io.nodebus.proxyrules.slices;

import org.jspecify.annotations.NullMarked;
