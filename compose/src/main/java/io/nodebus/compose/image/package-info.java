/// Images made here, without a registry and without an engine: a layer is a tar, an image an OCI
/// archive. The same input gives the same bytes.
@NullMarked
package io.nodebus.compose.image;

import org.jspecify.annotations.NullMarked;
