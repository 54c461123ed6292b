@NullMarked
package io.nodebus.nodeagent.environment;

import org.jspecify.annotations.NullMarked;
