@NullMarked
package io.nodebus.nodeagent.containers;

import org.jspecify.annotations.NullMarked;
