package maru.application.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;

final class WelcomeTest {
    @Test
    void showsNoToken() {
        assertEquals("Welcome[id=7, name=alice]", new Welcome(7, UserName.of("alice"), "secret").toString());
    }
}
