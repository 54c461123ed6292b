@NullMarked
package io.nodebus.nodeagent.netfilter.kernel;

import org.jspecify.annotations.NullMarked;
