/// The format of container logs (CRI, and Docker's JSON for what still lies around), what may be
/// asked of a log, and what of its lines answers that. Knows no files.
@Pure
@NullMarked
package io.nodebus.nodeagent.logformat;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
