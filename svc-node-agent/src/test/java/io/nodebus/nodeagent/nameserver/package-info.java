/// Tests of what is answered to questions for names.
@NullMarked
package io.nodebus.nodeagent.nameserver;

import org.jspecify.annotations.NullMarked;
