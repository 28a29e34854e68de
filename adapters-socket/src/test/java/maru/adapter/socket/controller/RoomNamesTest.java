package maru.adapter.socket.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import maru.domain.chat.RoomName;
import org.junit.jupiter.api.Test;

final class RoomNamesTest {
    private final RoomNames names = new RoomNames();

    @Test
    void findsWhatIsSpelledTheSame() {
        RoomName dev = names.add(RoomName.of("Dev"));
        assertSame(dev, find("Dev"));
        assertNull(find("dev"));
        assertNull(find("De"));
        assertNull(find(""));
        assertNull(find("Devx"));
    }

    @Test
    void keepsNamesThatEndInANumberApart() {
        for (int at = 1_000; at < 1_200; at++) {
            names.add(RoomName.of("room-" + at));
        }
        int found = 0;
        for (int at = 1_000; at < 1_200; at++) {
            RoomName name = find("room-" + at);
            if (name != null) {
                assertEquals("room-" + at, name.shown());
                found++;
            }
        }
        assertEquals(200, found);
    }

    private RoomName find(String spelled) {
        byte[] bytes = (" " + spelled + " ").getBytes(StandardCharsets.UTF_8);
        return names.find(bytes, 1, bytes.length - 1);
    }
}
