@NullMarked
package io.nodebus.nodeagent;

import org.jspecify.annotations.NullMarked;
