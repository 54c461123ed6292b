/// Decides what comes of requests and of what is heard: writes the `*.desired` topics and
/// `config.bound`, answers when what was written has been read back, ends what was deleted once
/// everybody let go of it.
///
/// Knows no HTTP: a request is a message with a number, an answer an order with the same number.
@Pure
@NullMarked
package io.nodebus.api.door;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
