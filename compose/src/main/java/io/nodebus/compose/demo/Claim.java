package io.nodebus.compose.demo;

/// Something a demonstration says of the product.
///
/// @param seen what it was checked by
record Claim(String text, boolean holds, String seen) {
    @Override
    public String toString() {
        return "%-6s  %s: %s".formatted(holds ? "holds" : "BROKEN", text, seen);
    }
}
