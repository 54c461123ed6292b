/// Our own certificate authority and the certificate the door answers with. The only place that
/// knows Bouncy Castle: the JDK cannot sign X.509 in public.
@NullMarked
package io.nodebus.api.certificates;

import org.jspecify.annotations.NullMarked;
