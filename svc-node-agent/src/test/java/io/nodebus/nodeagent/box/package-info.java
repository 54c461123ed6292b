/// A real containerd in namespaces of its own, for tests: nothing of it is seen from outside, and
/// nothing of it stays.
@NullMarked
package io.nodebus.nodeagent.box;

import org.jspecify.annotations.NullMarked;
