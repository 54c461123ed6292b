/// What the node is read to use.
@NullMarked
package io.nodebus.nodeagent.readings;

import org.jspecify.annotations.NullMarked;
