package io.nodebus.contracts.service;

/// A family of IP addresses. Everything about rules is said once per family.
public enum IpFamily {
    IPv4,
    IPv6;

    /// The family an address is written in. Says nothing about whether it is a good address.
    public static IpFamily of(String address) {
        return address.indexOf(':') >= 0 ? IPv6 : IPv4;
    }
}
