/// Who is selected by whom.
@NullMarked
package io.nodebus.proxyrules.selection;

import org.jspecify.annotations.NullMarked;
