/// Whether a pod can run on a node: one filter, one file, asked in the order of kube-scheduler.
///
/// Filters do not rank. A refusal says what is missing, in words that can be counted over many
/// nodes, and with the figures it is based on.
@Pure
@NullMarked
package io.nodebus.autoscaler.fit;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
