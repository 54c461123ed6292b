/// Services + pods -> endpoints -> rules in no dialect, and names (DNS). It decides everything that
/// is policy; agents translate and commit.
///
/// | hears | says |
/// |---|---|
/// | `services.desired` `endpointslices.desired` `pods.state` `nodes.desired` `nodes.health` `rules.applied` | `rules.state` `names.state` `rules.decisions` `leader.proxy-rules` |
///
/// `Deciding` connects its decisions to a bus. Its `main` is not a process of the fleet yet: it
/// answers probes and does nothing else, and the settings are checked and not used.
@NullMarked
package io.nodebus.proxyrules;

import org.jspecify.annotations.NullMarked;
