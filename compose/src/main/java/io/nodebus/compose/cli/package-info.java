/// The command line: one verb, one file. A thin client of svc-api with kubectl's habits: results on
/// standard output, progress and complaints on standard error; exit codes 0 (done), 1 (refused or
/// failed), 2 (asked wrongly, or something is missing on this machine).
@NullMarked
package io.nodebus.compose.cli;

import org.jspecify.annotations.NullMarked;
