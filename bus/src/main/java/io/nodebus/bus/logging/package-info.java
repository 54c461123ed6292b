/// How a process logs: text for people, JSON for machines, and nothing but warnings until it says
/// which. Configured by code: reading an XML file costs a command line a tenth of a second.
@NullMarked
package io.nodebus.bus.logging;

import org.jspecify.annotations.NullMarked;
