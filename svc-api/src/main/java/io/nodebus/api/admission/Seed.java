package io.nodebus.api.admission;

/// Chance, drawn at the edge: what is admitted with the same seed comes out the same.
///
/// @param uid of the object, if one is made
/// @param suffix five letters that make a name of a `generateName`
public record Seed(String uid, String suffix) {}
