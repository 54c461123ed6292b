package io.nodebus.nodeagent.services;

import java.util.Optional;

/// Which record of which port a key of `rules.state` names.
///
/// @param prefix of the port and family, `namespace/name/tcp-80/ipv4`
/// @param slice empty: the head
record RuleKey(String prefix, Optional<Integer> slice) {
    private static final String HEAD = "head";

    static RuleKey of(String key) {
        var last = key.lastIndexOf('/');
        var name = key.substring(last + 1);
        return new RuleKey(
                key.substring(0, last),
                name.equals(HEAD) ? Optional.empty() : Optional.of(Integer.valueOf(name)));
    }

    /// `namespace/name`.
    static String service(String prefix) {
        return prefix.substring(0, prefix.indexOf('/', prefix.indexOf('/') + 1));
    }
}
