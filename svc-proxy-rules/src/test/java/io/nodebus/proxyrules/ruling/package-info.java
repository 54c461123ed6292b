/// What a change costs.
@NullMarked
package io.nodebus.proxyrules.ruling;

import org.jspecify.annotations.NullMarked;
