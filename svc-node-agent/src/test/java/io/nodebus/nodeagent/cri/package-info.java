/// containerd as it really is, and what we make of its words.
@NullMarked
package io.nodebus.nodeagent.cri;

import org.jspecify.annotations.NullMarked;
