package io.nodebus.contracts.meta;

/// A value that travels as one text: `toString` writes it, a public static `of(String)` reads it
/// and refuses with an `IllegalArgumentException` that says what would be right.
public interface Spelled {
    @Override
    String toString();

    /// What is written: the text, or a number where the Kubernetes API has one.
    default Object spelling() {
        return toString();
    }
}
