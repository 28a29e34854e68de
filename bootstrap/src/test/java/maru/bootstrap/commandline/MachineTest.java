package maru.bootstrap.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void readsTheLimitThatHolds() {
        List<String> table = List.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max processes             94000                94000                processes ",
                "Max open files            4096                 524288               files     ");

        assertEquals(4_096, DescriptorLimit.parse(table));
    }

    @Test
    void knowsALimitThatIsNone() {
        assertEquals(Long.MAX_VALUE, DescriptorLimit.parse(List.of("Max open files   unlimited   unlimited   files")));
        assertEquals(Long.MAX_VALUE, DescriptorLimit.parse(List.of()));
    }

    @Test
    void leavesDescriptorsForTheRest() {
        assertEquals(3_968, clients(4_096));
        assertEquals(1, clients(100));
        assertEquals(1_000_000, clients(Long.MAX_VALUE));
    }

    @Test
    void leavesDescriptorsForEachEventLoopOfManyMore() {
        assertEquals(3_968 - 3 * 56, new Machine(Map.of(), 4_096, 1, 64).clients());
    }

    @Test
    void hasFewerRoomsWhereTheHeapIsSmall() {
        assertEquals(100_000, rooms(1L << 30));
        assertEquals(26_214, rooms(256L << 20));
        assertEquals(1, rooms(1));
    }

    @Test
    void isThisOne() {
        Machine machine = Machine.current();

        assertTrue(machine.descriptors() > 0);
        assertEquals(System.getenv(), machine.environment());
        assertEquals(Runtime.getRuntime().maxMemory(), machine.heapBytes());
    }

    private static int clients(long descriptors) {
        return new Machine(Map.of(), descriptors, 1, 8).clients();
    }

    private static int rooms(long heapBytes) {
        return new Machine(Map.of(), 1_024, heapBytes, 8).rooms();
    }
}
