/// Carries out what `work` orders, against a container runtime. One virtual thread per order, so
/// one pod that is stuck stops no other. Decides nothing: what the runtime refused goes back as it
/// is.
@NullMarked
package io.nodebus.nodeagent.pods;

import org.jspecify.annotations.NullMarked;
