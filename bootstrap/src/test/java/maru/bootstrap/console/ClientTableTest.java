package maru.bootstrap.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import maru.application.port.ClientInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTableTest {
    @Test
    void hasColumnsAsWideAsTheyNeedBe() {
        List<ClientInfo> clients = List.of(
                new ClientInfo(7, "-", "127.0.0.1:50000", "frames", 65_000, 1_999, 0, 2, 0),
                new ClientInfo(12, "eve\u001b[2J", "[::1]:1", "?", 999, 0, 0, 0, 1_048_576));

        assertEquals(
                List.of(
                        "id  name          address          dialect  connected  idle  rooms  watches  bytes waiting",
                        "7   -             127.0.0.1:50000  frames   1m 5s      1s    0      2        0",
                        "12  eve\\u001b[2J  [::1]:1          ?        0s         0s    0      0        1048576"),
                ClientTable.of(clients));
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "-5, 0s", "59999, 59s", "3599000, 59m 59s", "3660000, 1h 1m", "100800000, 1d 4h"})
    void showsTheTwoLargestUnitsOfATime(long millis, String shown) {
        assertEquals(shown, ClientTable.span(millis));
    }
}
