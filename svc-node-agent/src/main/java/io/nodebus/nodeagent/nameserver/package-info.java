/// Reads DNS messages from the network of this node and writes what `names` has to say (RFC 1035,
/// 2782, 6891, 7766), over datagrams and over streams. What lies outside the zone is passed on to
/// those who know, if anybody was named. See docs/decisions/0302.
@NullMarked
package io.nodebus.nodeagent.nameserver;

import org.jspecify.annotations.NullMarked;
