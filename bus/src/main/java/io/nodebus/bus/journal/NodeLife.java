package io.nodebus.bus.journal;

/// Which node this is and in which of its lives. A journal that is lost makes another node of it.
///
/// @param nodeUid made when the journal was
/// @param boot counts the openings of the journal, from 1
public record NodeLife(String nodeUid, long boot) {}
