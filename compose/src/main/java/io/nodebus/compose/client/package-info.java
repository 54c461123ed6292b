/// Speaks to svc-api over HTTPS, as kubectl does, and to nobody else. Knows paths and `Status`, no
/// kinds: what there is, discovery says.
@NullMarked
package io.nodebus.compose.client;

import org.jspecify.annotations.NullMarked;
