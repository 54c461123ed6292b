/// Behaviour cases as files, run against our own decisions.
@NullMarked
package io.nodebus.compose.conformance;

import org.jspecify.annotations.NullMarked;
