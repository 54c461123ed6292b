/// Log lines are judged by the published cases.
@NullMarked
package io.nodebus.nodeagent.logformat;

import org.jspecify.annotations.NullMarked;
