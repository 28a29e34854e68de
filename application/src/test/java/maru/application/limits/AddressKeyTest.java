package maru.application.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AddressKeyTest {
    @Test
    void tellsEachIpv4AddressFromTheOthers() throws Exception {
        assertNotEquals(key("127.0.0.1"), key("127.0.0.2"));
        assertNotEquals(key("0.0.0.0"), key("::"));
        assertNotEquals(key("0.0.0.1"), key("::1"));
        assertEquals(key("10.1.2.3"), key("::ffff:10.1.2.3"));
    }

    @Test
    void takesANetworkOfIpv6ForOneAddress() throws Exception {
        assertEquals(key("2001:db8:0:7::1"), key("2001:db8:0:7:ffff:ffff:ffff:ffff"));
        assertNotEquals(key("2001:db8:0:7::1"), key("2001:db8:0:8::1"));
    }

    private static long key(String address) throws UnknownHostException {
        return AddressKey.of(InetAddress.getByName(address));
    }
}
