/// What can be set of an agent, with defaults and reasons.
@NullMarked
package io.nodebus.nodeagent.settings;

import org.jspecify.annotations.NullMarked;
