/// All topics of a plane in one list. The list is the truth: brokers, docs and ACLs follow it.
@Pure
@NullMarked
package io.nodebus.contracts.catalogue;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
