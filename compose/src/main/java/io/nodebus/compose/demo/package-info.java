/// Demonstrations: small dramas on a plane of their own, told while they happen, with every claim
/// at the end checked by eyes that are not ours.
@NullMarked
package io.nodebus.compose.demo;

import org.jspecify.annotations.NullMarked;
