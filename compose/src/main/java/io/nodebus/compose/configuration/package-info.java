/// What the processes of a plane run with, and who said so: read from the processes themselves, as
/// the kernel remembers how they were started. Changes nothing, and asks nobody.
@NullMarked
package io.nodebus.compose.configuration;

import org.jspecify.annotations.NullMarked;
