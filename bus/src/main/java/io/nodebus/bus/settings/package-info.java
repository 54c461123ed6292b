/// Flags, environment and file into settings records, and where each value came from.
///
/// A file is a flat YAML mapping (`key: value`, `#` comments, quotes) or a flat JSON object. That
/// is all a settings record can hold, so fifty lines of ours read it, with line numbers for
/// messages; a YAML library stays out of the agent.
@NullMarked
package io.nodebus.bus.settings;

import org.jspecify.annotations.NullMarked;
