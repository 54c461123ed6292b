/// The front door: a Kubernetes-shaped HTTP API over the topics.
///
/// | hears | says |
/// |---|---|
/// | its own `*.desired` topics, read back | `pods.desired` (deletion is a value) |
/// | `pods.placement`, `pods.bound`, `pods.state` | `nodes.desired` (approval, pod CIDR, cordon, labels, taints) |
/// | `nodes.state`, `nodes.health` | `config.desired` (Secrets under the fleet's key) |
/// | all `*.decisions`, `containers.events`, `journal.events` | `config.bound` (Secrets sealed to the node's key) |
/// | its own `config.bound`, read back | `services.desired` (with addresses and node ports) |
/// | `rules.state`, `names.state` | `endpointslices.desired` (of Services without a selector) |
/// | | `api.decisions` |
///
/// | room | what is in it |
/// |---|---|
/// | `resource` | which kinds there are; discovery |
/// | `status` | what went wrong, in Kubernetes' words |
/// | `admission` | what may come in |
/// | `view` | what people see, and what changed |
/// | `tables` | the same as rows |
/// | `why` | the decisions behind it |
/// | `door` | what comes of requests |
/// | `secrets` | the fleet's keys |
/// | `certificates` | our own certificate authority; kubeconfig |
/// | `http` | paths, streams, answers |
/// | `passage` | the way through to a node's API: logs, exec, port-forward, readings |
/// | `settings` | what an operator may set |
@NullMarked
package io.nodebus.api;

import org.jspecify.annotations.NullMarked;
