@NullMarked
package io.nodebus.nodeagent.resources;

import org.jspecify.annotations.NullMarked;
