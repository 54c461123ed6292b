/// Who said a record in which life of theirs, and which of two records of a key is newer.
@Pure
@NullMarked
package io.nodebus.contracts.stamp;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
