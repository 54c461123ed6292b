@NullMarked
package io.nodebus.nodeagent.work;

import org.jspecify.annotations.NullMarked;
