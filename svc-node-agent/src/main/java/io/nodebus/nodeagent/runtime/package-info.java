/// What a container runtime is asked and what it answers, as values; one interface, two
/// implementations: `Containerd` speaks CRI, `FakeRuntime` keeps containers in memory. One contract
/// test runs against both.
@Pure
@NullMarked
package io.nodebus.nodeagent.runtime;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
