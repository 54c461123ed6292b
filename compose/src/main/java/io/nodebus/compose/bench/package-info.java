/// Measurements. Each compares with a floor or a rival in the same run, round by round, because
/// absolute times say more of the machine than of us; each ends with one line of JSON.
@NullMarked
package io.nodebus.compose.bench;

import org.jspecify.annotations.NullMarked;
