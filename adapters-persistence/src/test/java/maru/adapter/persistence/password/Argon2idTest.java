package maru.adapter.persistence.password;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Argon2idTest {
    private static final byte[] SALT = new byte[16];

    private final Argon2id argon2id = new Argon2id();

    @Test
    void keepsTheMemoryOfAHashForTheNextOne() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] first = hash("first");
        long before = threads.getCurrentThreadAllocatedBytes();
        byte[] again = hash("first");
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertArrayEquals(first, again);
        assertTrue(allocated < 1 << 20, allocated + " bytes");
    }

    @Test
    void oneHashIsNotOfWhatAnotherLeft() {
        byte[] alone = hash("second");
        hash("first");
        assertArrayEquals(alone, hash("second"));
    }

    private byte[] hash(String password) {
        byte[] hash = new byte[32];
        argon2id.derive(Argon2Cost.DEFAULT, SALT, password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
