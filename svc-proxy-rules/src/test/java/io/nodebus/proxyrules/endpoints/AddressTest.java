package io.nodebus.proxyrules.endpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.64.0.2,''",
        "192.0.2.1,''",
        "fd00:10::2,''",
        "127.0.0.1,is loopback",
        "127.8.0.1,is loopback",
        "::1,is loopback",
        "169.254.169.254,is link-local",
        "FE80::1,is link-local",
        "224.0.0.1,is multicast or reserved",
        "255.255.255.255,is multicast or reserved",
        "ff02::1,is multicast or reserved",
        "0.0.0.0,is unspecified",
        "::,is unspecified",
        "::ffff:127.0.0.1,is an IPv4 address in disguise",
        "172.30.0.041,is no IP address",
        "10.0.0.256,is no IP address",
        "10.0.0,is no IP address",
        "example.org,is no IP address",
        "'',is no IP address"
    })
    void trafficGoesOnlyWhereAPodCouldBe(String address, String refused) {
        assertEquals(refused, Address.refused(address).orElse(""));
    }
}
