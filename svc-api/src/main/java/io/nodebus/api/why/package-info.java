/// Why things are as they are: the decisions of all deciders, remembered by object, and everything
/// that happened lately. Each link of a chain names the record it was read from.
@Pure
@NullMarked
package io.nodebus.api.why;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
