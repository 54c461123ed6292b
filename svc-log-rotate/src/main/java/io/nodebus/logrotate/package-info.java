/// Decides when a log is rotated, compressed, dropped, and why. It opens no file: files are the
/// agent's.
///
/// | hears | says |
/// |---|---|
/// | `logs.readings` `containers.state` `containers.events` | `logs.commands` `logs.decisions` |
///
/// Its decider comes with a later issue. Until then its `main` answers probes and does nothing
/// else, and the settings are checked and not used.
@NullMarked
package io.nodebus.logrotate;

import org.jspecify.annotations.NullMarked;
