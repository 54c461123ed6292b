/// Values that only one reader may read: AES-256-GCM, and X25519 with HKDF to a node's public key.
/// JDK only. What is sealed twice comes out the same, so that a writer can tell whether a record
/// still says what it should (`docs/decisions/0310-secrets.md`).
@NullMarked
package io.nodebus.bus.seal;

import org.jspecify.annotations.NullMarked;
