/// What demonstrations and measurements share: a plane of their own, and eyes that are not ours
/// (`ctr`, Kafka's own tools).
@NullMarked
package io.nodebus.compose.scratch;

import org.jspecify.annotations.NullMarked;
