/// Manifest files as people have them: YAML or JSON, several documents, to plain trees that
/// remember their lines. Knows no kinds and no fields: what is right is svc-api's to say; this room
/// puts file and line to it.
@NullMarked
package io.nodebus.compose.manifest;

import org.jspecify.annotations.NullMarked;
