package io.nodebus.bus.decide;

/// A message that edges tell and nobody may write down: it can hold what somebody keeps secret.
public interface InConfidence {}
