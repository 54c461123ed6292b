package io.nodebus.compose.cli;

/// How objects are shown.
enum Output {
    table,
    wide,
    json,
    yaml,
    name
}
