/// Hears, lets decide, says. The only module that knows Kafka.
///
/// | room | what is in it |
/// |---|---|
/// | `decide` | the seam between deciding and doing; pure |
/// | `loop` | runs a decider on one Vert.x context, one message at a time |
/// | `kafka` `memory` `node` | three buses under one contract |
/// | `versions` | which record of a key is the newest |
/// | `hostile` | what goes wrong on a memory bus, by a seed |
/// | `wire` | records to bytes and CloudEvents headers, and back |
/// | `seal` | values that only one reader may read |
/// | `clock` | time, real and virtual |
/// | `flight` | what a decider heard, kept for the case that it falls over |
/// | `fault` | what happens when we are wrong |
/// | `upgrade` | what clients of Kubernetes ask of an HTTP server and Vert.x has not |
/// | `settings` `health` `meter` `logging` `lifecycle` | what every process has |
@NullMarked
package io.nodebus.bus;

import org.jspecify.annotations.NullMarked;
