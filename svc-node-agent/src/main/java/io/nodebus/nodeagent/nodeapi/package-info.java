/// The node's own HTTPS API, with kubelet's paths: logs, exec, attach, port-forward, stats, pods.
/// Knows the pods by a view it is given, the runtime by its interface; decides nothing.
///
/// | path | answers |
/// |---|---|
/// | `/containerLogs/{namespace}/{pod}/{container}` | text; `follow`, `previous`, `tailLines`, `sinceSeconds`, `sinceTime`, `timestamps`, `limitBytes`, `stream` |
/// | `/exec/{namespace}/{pod}/{container}`, `/attach/...` | upgrade; `command`, `input`, `output`, `error`, `tty` |
/// | `/portForward/{namespace}/{pod}` | upgrade; `port` |
/// | `/stats/summary`, `/pods` | JSON, a subset of kubelet's |
/// | `/healthz` | `ok`, to everybody |
@NullMarked
package io.nodebus.nodeagent.nodeapi;

import org.jspecify.annotations.NullMarked;
