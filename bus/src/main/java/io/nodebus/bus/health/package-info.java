/// How a process is: checks by name, and the HTTP server that tells. `/livez` (is it worth
/// keeping), `/readyz` (does it do its work), `/startupz` (has it begun), `/healthz` (as kubelet
/// and kube-proxy call `/livez`), all with `?verbose`, and `/metrics`. Knows no service.
@NullMarked
package io.nodebus.bus.health;

import org.jspecify.annotations.NullMarked;
