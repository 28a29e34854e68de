package maru.domain.moderation;

/** Addresses as people write them. */
final class AddressText {
    private static final int BITS = AddressRange.BITS;

    /** What stands before an IPv4 address that is mapped: 80 bits of 0 and 16 of 1. */
    static final int IPV4_BITS = 96;

    private static final long IPV4_PREFIX = 0xffffL << Integer.SIZE;
    private static final int GROUPS = 8;
    private static final int IPV4_BYTES = 4;
    private static final int MOST_OF_BYTE = 255;

    private AddressText() {}

    static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> Integer.SIZE == IPV4_PREFIX >>> Integer.SIZE;
    }

    static long high(byte[] address) {
        return address.length == IPV4_BYTES ? 0 : number(address, 0, Long.BYTES);
    }

    static long low(byte[] address) {
        return address.length == IPV4_BYTES
                ? IPV4_PREFIX | number(address, 0, IPV4_BYTES)
                : number(address, Long.BYTES, 2 * Long.BYTES);
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) {
            number = number << Byte.SIZE | (bytes[at] & 0xff);
        }
        return number;
    }

    static AddressRange parse(String typed) {
        int slash = typed.indexOf('/');
        String address = slash < 0 ? typed : typed.substring(0, slash);
        boolean isLong = address.indexOf(':') >= 0;
        long[] both = isLong ? ipv6(address) : new long[] {0, IPV4_PREFIX | ipv4(address)};
        int most = isLong ? BITS : BITS - IPV4_BITS;
        int prefix = slash < 0 ? most : prefix(typed.substring(slash + 1), most, address);
        int bits = prefix + BITS - most;
        AddressRange range = AddressRange.around(both[0], both[1], bits);
        if (range.high() != both[0] || range.low() != both[1]) {
            throw new IllegalArgumentException(typed + " has bits behind its /" + prefix + ": " + range
                    + " is the range, and " + AddressRange.around(both[0], both[1], BITS) + " the one address");
        }
        return range;
    }

    private static int prefix(String typed, int most, String address) {
        int prefix = isNumber(typed, 3) ? Integer.parseInt(typed) : -1;
        if (prefix < 0 || prefix > most) {
            throw new IllegalArgumentException("behind " + address + "/ stands how many bits are the same, 0 to " + most
                    + ", and not '" + typed + "'");
        }
        return prefix;
    }

    private static long ipv4(String typed) {
        String[] numbers = typed.split("\\.", -1);
        if (numbers.length != IPV4_BYTES) {
            throw none(typed);
        }
        long address = 0;
        for (String number : numbers) {
            if (!isNumber(number, 3)) {
                throw none(typed);
            }
            int value = Integer.parseInt(number);
            if (value > MOST_OF_BYTE) {
                throw new IllegalArgumentException(typed + " is no address: " + value + " is more than 255");
            }
            if (number.length() > 1 && number.charAt(0) == '0') {
                throw new IllegalArgumentException(
                        typed + " is no address: " + number + " begins with 0, which some read as octal");
            }
            address = address << Byte.SIZE | value;
        }
        return address;
    }

    private static boolean isNumber(String typed, int mostDigits) {
        return !typed.isEmpty() && typed.length() <= mostDigits && typed.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static IllegalArgumentException none(String typed) {
        return new IllegalArgumentException("'" + typed
                + "' is no address: 10.0.0.1, 10.0.0.0/8, 2001:db8::1 and 2001:db8::/32 are; names of hosts are not");
    }

    /** Groups before a double colon count from the front, those behind it from the back. */
    private static long[] ipv6(String typed) {
        int gap = typed.indexOf("::");
        String before = gap < 0 ? typed : typed.substring(0, gap);
        String behind = gap < 0 ? "" : typed.substring(gap + 2);
        int[] first = groups(before, gap < 0, typed);
        int[] last = groups(behind, true, typed);
        int given = first.length + last.length;
        if (gap < 0 ? given != GROUPS : given >= GROUPS) {
            throw none(typed);
        }
        int[] all = new int[GROUPS];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(last, 0, all, GROUPS - last.length, last.length);
        return new long[] {number(all, 0), number(all, GROUPS / 2)};
    }

    private static long number(int[] groups, int from) {
        long number = 0;
        for (int at = from; at < from + GROUPS / 2; at++) {
            number = number << Short.SIZE | groups[at];
        }
        return number;
    }

    /** The last of them all may be an IPv4 address, which is two. */
    private static int[] groups(String part, boolean isEnd, String typed) {
        if (part.isEmpty()) {
            return new int[0];
        }
        String[] words = part.split(":", -1);
        boolean endsInIpv4 = isEnd && words[words.length - 1].indexOf('.') >= 0;
        int[] groups = new int[words.length + (endsInIpv4 ? 1 : 0)];
        for (int at = 0; at < words.length; at++) {
            if (endsInIpv4 && at == words.length - 1) {
                long ipv4 = ipv4(words[at]);
                groups[at] = (int) (ipv4 >>> Short.SIZE);
                groups[at + 1] = (int) (ipv4 & 0xffff);
            } else {
                groups[at] = group(words[at], typed);
            }
        }
        return groups;
    }

    private static int group(String word, String typed) {
        boolean isHex = word.length() >= 1
                && word.length() <= 4
                && word.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
        if (!isHex) {
            throw none(typed);
        }
        return Integer.parseInt(word, 16);
    }

    static String text(AddressRange range) {
        if (range.isIpv4()) {
            long address = range.low();
            String text = (address >>> 24 & 0xff) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "."
                    + (address & 0xff);
            return range.isSingle() ? text : text + "/" + (range.bits() - IPV4_BITS);
        }
        return range.isSingle() ? ipv6(range) : ipv6(range) + "/" + range.bits();
    }

    /** Two colons stand for the longest row of two or more groups of 0, the first of several. */
    private static String ipv6(AddressRange range) {
        int from = 0;
        int length = 1;
        for (int at = 0; at < GROUPS; at++) {
            int end = at;
            while (end < GROUPS && group(range, end) == 0) {
                end++;
            }
            if (end - at > length) {
                from = at;
                length = end - at;
            }
        }
        if (length == 1) {
            return groups(range, 0, GROUPS);
        }
        return groups(range, 0, from) + "::" + groups(range, from + length, GROUPS);
    }

    private static String groups(AddressRange range, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int at = from; at < to; at++) {
            text.append(at == from ? "" : ":").append(Integer.toHexString(group(range, at)));
        }
        return text.toString();
    }

    private static int group(AddressRange range, int at) {
        long half = at < GROUPS / 2 ? range.high() : range.low();
        int behind = GROUPS / 2 - 1 - at % (GROUPS / 2);
        return (int) (half >>> (Short.SIZE * behind)) & 0xffff;
    }
}
