/// What went wrong, in the words and codes of the Kubernetes API: `kind: Status`. Clients match on
/// code and reason, people read the message.
@Pure
@NullMarked
package io.nodebus.api.status;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
