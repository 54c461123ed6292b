/// The keys Secrets are sealed with: the fleet's, for what lies on Kafka, and each node's, for what
/// is sent to it (`docs/decisions/0310-secrets.md`). The only place where both are at hand.
@NullMarked
package io.nodebus.api.secrets;

import org.jspecify.annotations.NullMarked;
