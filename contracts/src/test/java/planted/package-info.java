/// Planted: the root of a house where every rule is broken once.
@NullMarked
package planted;

import org.jspecify.annotations.NullMarked;
