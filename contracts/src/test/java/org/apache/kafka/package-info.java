/// A stand-in for the real thing, which this module must not have: planted violations import it.
@NullMarked
package org.apache.kafka;

import org.jspecify.annotations.NullMarked;
