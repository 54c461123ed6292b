/// Which record of a key is the newest, as one hearer has heard them. Knows no bus.
@NullMarked
package io.nodebus.bus.versions;

import org.jspecify.annotations.NullMarked;
