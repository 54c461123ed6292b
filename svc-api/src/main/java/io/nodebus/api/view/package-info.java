/// What people see: desired, placed, observed and judged, joined by uid into the objects of the
/// Kubernetes API, each with a version, and a ring of the newest changes for those who watch.
///
/// Knows no HTTP and decides nothing. What is joined lives in [View][io.nodebus.api.view.View];
/// what leaves it is immutable.
@Pure
@NullMarked
package io.nodebus.api.view;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
