/// Tests of what is answered to questions for names.
@NullMarked
package io.nodebus.nodeagent.names;

import org.jspecify.annotations.NullMarked;
