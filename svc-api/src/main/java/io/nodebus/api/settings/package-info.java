/// What an operator may set, with its key, default and reason. Read once at start.
@NullMarked
package io.nodebus.api.settings;

import org.jspecify.annotations.NullMarked;
