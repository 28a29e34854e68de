package maru.domain.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import maru.domain.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OnceKeyTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64})
    void hasAnyBytes(int length) {
        assertNull(OnceKey.refusal(length));
        assertEquals(OnceKey.of(new byte[length]), OnceKey.of(new byte[length]));
        assertEquals(
                OnceKey.of(new byte[length]).hashCode(),
                OnceKey.of(new byte[length]).hashCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65, 65_536})
    void isNeitherEmptyNorLong(int length) {
        assertEquals(
                Refusal.badArguments("the key of a message has 1 to 64 bytes, this one has " + length),
                OnceKey.refusal(length));
        assertThrows(IllegalArgumentException.class, () -> OnceKey.of(new byte[length]));
    }

    @Test
    void isACopy() {
        byte[] bytes = {1, 2, 3};
        OnceKey key = OnceKey.of(bytes);
        bytes[0] = 9;
        assertEquals(OnceKey.of(new byte[] {1, 2, 3}), key);
        assertNotEquals(OnceKey.of(bytes), key);
    }
}
