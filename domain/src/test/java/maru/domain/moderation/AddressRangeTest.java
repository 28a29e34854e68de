package maru.domain.moderation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "10.0.0.1/32, 10.0.0.1",
        "10.0.0.0/8, 10.0.0.0/8",
        "0.0.0.0/0, 0.0.0.0/0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:10.0.0.1, 10.0.0.1",
        "::FFFF:a00:0/104, 10.0.0.0/8",
        "::, ::",
        "::/0, ::/0",
        "::1, ::1",
        "2001:DB8:0:0:8:800:200C:417A, 2001:db8::8:800:200c:417a",
        "2001:db8::/32, 2001:db8::/32",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
        "fe80::/64, fe80::/64",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    })
    void readsAddressesAndRangesAndWritesThemOneWay(String typed, String written) {
        assertNull(AddressRange.refusal(typed));
        AddressRange range = AddressRange.of(typed);
        assertEquals(written, range.toString());
        assertEquals(range, AddressRange.of(written));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1/8 | 10.0.0.1/8 has bits behind its /8: 10.0.0.0/8 is the range, and 10.0.0.1 the one address",
                "2001:db8::1/32 | 2001:db8::1/32 has bits behind its /32: 2001:db8::/32 is the range, and 2001:db8::1"
                        + " the one address",
                "10.0.0.0/33 | behind 10.0.0.0/ stands how many bits are the same, 0 to 32, and not '33'",
                "2001:db8::/129 | behind 2001:db8::/ stands how many bits are the same, 0 to 128, and not '129'",
                "10.0.0.0/ | behind 10.0.0.0/ stands how many bits are the same, 0 to 32, and not ''",
                "10.0.0.0/-1 | behind 10.0.0.0/ stands how many bits are the same, 0 to 32, and not '-1'",
                "10.0.0.0/255.0.0.0 | behind 10.0.0.0/ stands how many bits are the same, 0 to 32, and not '255.0.0.0'",
                "10.0.0.256 | 10.0.0.256 is no address: 256 is more than 255",
                "10.0.0.01 | 10.0.0.01 is no address: 01 begins with 0, which some read as octal",
            })
    void saysWhatIsWrong(String typed, String why) {
        Refusal refusal = AddressRange.refusal(typed);
        assertNotNull(refusal);
        assertEquals(RefusalCode.BAD_ARGUMENTS, refusal.code());
        assertEquals(why, refusal.detail());
        assertThrows(IllegalArgumentException.class, () -> AddressRange.of(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "localhost",
                "example.com/24",
                "10.0.0",
                "10.0.0.0.1",
                "10.0.0.x",
                "10.0.0.\u0661",
                "1.2.3.4 ",
                "::1%lo",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                ":1:2:3:4:5:6:7",
                "12345::",
                "g::",
                "\uff11::",
                "1.2.3.4::",
                "1.2.3.4::1.2.3.4",
                "[::1]",
                "::1:8080:"
            })
    void namesOfHostsAndHalvesAreNone(String typed) {
        Refusal refusal = AddressRange.refusal(typed);
        assertNotNull(refusal, typed);
        assertTrue(refusal.detail().contains("is no address: 10.0.0.1, 10.0.0.0/8"), refusal.detail());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, true",
        "10.0.0.999, true",
        "a/8, true",
        "::1, true",
        "a:b, true",
        "10.0.0, false",
        "10.0.0.1.2, false",
        "10.0.0.x, false",
        "example.com, false",
        "bob, false",
        "7, false"
    })
    void tellsWhatIsMeantAsAnAddressFromNames(String typed, boolean meant) {
        assertEquals(meant, AddressRange.isMeant(typed));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "10.0.0.0/31, 10.0.0.1, true",
        "0.0.0.0/0, 255.1.2.3, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 10.0.0.1, false",
        "::/0, 2001:db8::1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8:0:1::/64, 2001:db8:0:1:ffff::, true",
        "2001:db8:0:1::/65, 2001:db8:0:1:8000::, false",
    })
    void containsWhatSharesItsBits(String range, String address, boolean contained) throws UnknownHostException {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        assertEquals(contained, AddressRange.of(range).contains(bytes));
    }

    @Test
    void anAddressOfSixteenBytesThatIsMappedIsTheOneOfFour() {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        assertTrue(AddressRange.of("10.0.0.0/8").contains(mapped));
        assertEquals(AddressRange.of("10.0.0.0"), AddressRange.of(mapped));
    }

    @Test
    void rangesOverlapWhereOneIsInTheOther() {
        AddressRange wide = AddressRange.of("10.0.0.0/8");
        AddressRange narrow = AddressRange.of("10.2.0.0/16");
        assertTrue(wide.overlaps(narrow) && narrow.overlaps(wide) && wide.contains(narrow));
        assertFalse(narrow.contains(wide));
        assertFalse(narrow.overlaps(AddressRange.of("10.3.0.0/16")));
        assertFalse(wide.overlaps(AddressRange.of("::/0")));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true, false", "127.0.0.0/8, true, true", "0.0.0.0/0, true, true", "::1, true, false",
        "::/0, true, true", "10.0.0.0/16, false, false", "10.0.0.0/15, false, true", "2001:db8::/32, false, false",
        "2001:d00::/24, false, true", "::ffff:127.0.0.1, true, false"
    })
    void knowsLoopbackAndWhatIsWide(String typed, boolean loopback, boolean wide) {
        assertEquals(loopback, AddressRange.of(typed).isLoopback());
        assertEquals(wide, AddressRange.of(typed).isWide());
    }

    @Test
    void readsWhatItWritesOfRandomOnes() {
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            byte[] address = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(address);
            for (int at = 0; at < address.length; at++) {
                address[at] = random.nextInt(3) == 0 ? address[at] : 0;
            }
            int bits = address.length == 4 ? 96 + random.nextInt(33) : random.nextInt(129);
            AddressRange range = AddressRange.of(address).shortened(bits);
            assertEquals(range, AddressRange.of(range.toString()), range::toString);
            assertTrue(range.contains(address) || range.bits() < 96, range::toString);
        }
    }
}
