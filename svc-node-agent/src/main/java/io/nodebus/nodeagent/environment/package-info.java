/// The environment, command and arguments of a container: variables from the manifest, from
/// ConfigMaps and Secrets in clear text, and from the pod itself, with `$(NAME)` expanded. Later
/// sources win: `envFrom`, then `env`. Knows no runtime and no bus.
@Pure
@NullMarked
package io.nodebus.nodeagent.environment;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
