package maru.application.limits;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * What counts as one address: a whole IPv4 address, and the first 64 bits of an IPv6 address, since a single customer is
 * given at least as many (RFC 6177, RFC 7421). As a number, so that nothing has to be made to look it up.
 */
public final class AddressKey {
    /** Above each IPv4 address: the network 0:0:0:1::/64 and what is near it is nobody's (::/8 is reserved, RFC 4291). */
    private static final long IPV4 = 1L << Integer.SIZE;

    private AddressKey() {}

    /** The same for all addresses that count as one, and never the same for others. */
    public static long of(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isLong = address instanceof Inet6Address;
        long key = 0;
        for (int at = 0; at < (isLong ? Long.BYTES : Integer.BYTES); at++) {
            key = key << Byte.SIZE | (bytes[at] & 0xff);
        }
        return isLong ? key : key | IPV4;
    }
}
