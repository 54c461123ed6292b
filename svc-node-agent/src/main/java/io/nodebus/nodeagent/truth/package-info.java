/// What a node knows better than anybody: its own pods. Where a record speaks of one of them, the
/// node's word on its address, its readiness and its existence is put in the record's place (design
/// §4, local truth wins).
@Pure
@NullMarked
package io.nodebus.nodeagent.truth;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
