/// What Kubernetes decides, as data: reads the suites, and keeps a list of what is not judged and
/// why.
@NullMarked
package io.nodebus.nodeagent.conformance;

import org.jspecify.annotations.NullMarked;
