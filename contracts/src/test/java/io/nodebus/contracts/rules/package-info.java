/// What one node may make of rules.
@NullMarked
package io.nodebus.contracts.rules;

import org.jspecify.annotations.NullMarked;
