/// Decides which images and dead containers go, and why. It touches no node: the agent removes.
///
/// | hears | says |
/// |---|---|
/// | `images.state` `containers.state` `disk.readings` `images.events` `pods.bound` | `images.commands` `containers.commands` `images.decisions` |
///
/// Its decider comes with a later issue. Until then its `main` answers probes and does nothing
/// else, and the settings are checked and not used.
@NullMarked
package io.nodebus.imagegc;

import org.jspecify.annotations.NullMarked;
