/// What may come in: manifests are read strictly, filled with defaults, checked with Kubernetes'
/// wording and made into records, or refused with everything that is wrong with them.
///
/// Knows no topics and no view; ids and times come in with the request.
@Pure
@NullMarked
package io.nodebus.api.admission;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
