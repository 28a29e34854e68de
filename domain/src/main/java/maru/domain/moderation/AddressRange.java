package maru.domain.moderation;

import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * An address, or all that share its first bits: {@code 10.0.0.1}, {@code 10.0.0.0/8}, {@code 2001:db8::/32}. Names of
 * hosts are none. All are kept as IPv6, an IPv4 address as the mapped one ({@code ::ffff:10.0.0.1}, RFC 4291), and typed
 * either way it is the same.
 *
 * @param high the first 64 bits
 * @param low the others
 * @param bits how many of the 128 are fixed; those behind them are 0
 */
public record AddressRange(long high, long low, int bits) {
    /** Of an address, as it is kept. */
    public static final int BITS = 128;

    private static final AddressRange LOOPBACK = of("127.0.0.0/8");
    private static final AddressRange LOOPBACK_IPV6 = of("::1");

    /** A range with fewer bits than these has addresses of many networks that have nothing to do with each other. */
    private static final int LEAST_BITS = AddressText.IPV4_BITS + 16;

    private static final int LEAST_BITS_IPV6 = 32;

    public AddressRange {
        boolean isFixed = bits >= 0 && bits <= BITS && (high & ~highMask(bits)) == 0 && (low & ~lowMask(bits)) == 0;
        if (!isFixed) {
            throw new IllegalArgumentException("bits behind the first " + bits);
        }
    }

    /**
     * The range that was typed.
     *
     * @throws IllegalArgumentException if it is none, with a sentence; see {@link #refusal}
     */
    public static AddressRange of(String typed) {
        return AddressText.parse(typed);
    }

    /** Why a text is no range ({@code bad-arguments}), or null if it is one. */
    public static @Nullable Refusal refusal(String typed) {
        try {
            of(typed);
            return null;
        } catch (IllegalArgumentException e) {
            return Refusal.badArguments(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a text is meant to be a range, be it right or wrong: it has a colon or a slash, or is four numbers with dots. */
    public static boolean isMeant(String typed) {
        return typed.matches(".*[:/].*|[0-9]+(\\.[0-9]+){3}");
    }

    /** All that share so many first bits with these, of 128. */
    public AddressRange shortened(int to) {
        return around(high, low, to);
    }

    static AddressRange around(long high, long low, int bits) {
        return new AddressRange(high & highMask(bits), low & lowMask(bits), bits);
    }

    /** One address: 4 or 16 bytes. */
    public static AddressRange of(byte[] address) {
        return around(AddressText.high(address), AddressText.low(address), BITS);
    }

    private static long highMask(int bits) {
        return bits == 0 ? 0 : -1L << Math.max(0, Long.SIZE - bits);
    }

    private static long lowMask(int bits) {
        return bits <= Long.SIZE ? 0 : -1L << (BITS - bits);
    }

    /** Whether it is one of IPv4. */
    public boolean isIpv4() {
        return bits >= AddressText.IPV4_BITS && AddressText.isIpv4(high, low);
    }

    /** Whether it is one address and no other. */
    public boolean isSingle() {
        return bits == BITS;
    }

    /** Whether it has more addresses than a /16, of IPv6 a /32, has: more than one network is given. */
    public boolean isWide() {
        return bits < (isIpv4() ? LEAST_BITS : LEAST_BITS_IPV6);
    }

    /** Whether it has addresses from which a machine reaches itself. */
    public boolean isLoopback() {
        return overlaps(LOOPBACK) || overlaps(LOOPBACK_IPV6);
    }

    /** Whether an address, 4 or 16 bytes, is one of these. */
    public boolean contains(byte[] address) {
        return contains(of(address));
    }

    /** Whether all of the other is in this one. */
    public boolean contains(AddressRange other) {
        return bits <= other.bits && isIpv4() == other.isIpv4() && equals(other.shortened(bits));
    }

    /** Whether an address is in both. */
    public boolean overlaps(AddressRange other) {
        return contains(other) || other.contains(this);
    }

    /** Always the same for the same range, and {@link #of(String)} reads it (RFC 5952). */
    @Override
    public String toString() {
        return AddressText.text(this);
    }
}
