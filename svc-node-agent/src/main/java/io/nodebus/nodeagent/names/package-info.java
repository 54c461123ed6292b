/// Answers questions for names of Services and of the pods behind headless ones: a question in, an
/// answer out, from what was heard and from what the node knows of its own pods. Knows neither
/// bytes nor sockets. See docs/decisions/0302.
///
/// | name, below `svc.cluster.local` | A, AAAA | SRV |
/// |---|---|---|
/// | `web.default` with a cluster IP | its address | |
/// | `db.default`, headless | the addresses that are ready | |
/// | `db-0.db.default`, `10-64-0-2.db.default` | of that pod | |
/// | `_http._tcp.web.default` | | its port at `web.default` |
/// | `_sql._tcp.db.default` | | that port at each pod that is ready |
@Pure
@NullMarked
package io.nodebus.nodeagent.names;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
