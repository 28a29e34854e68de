package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import maru.bootstrap.testing.Allocations;
import maru.bootstrap.testing.Listener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must not make an object, over real sockets, by the JVM's own counter. */
final class AllocationServerTest {
    private static final int WARM_UP = 400;
    private static final int TRIES = 10;
    private static final int TIMES = 20;

    /** Less than one object for each thing that is done more. */
    private static final int NEXT_TO_NOTHING = 4_096;

    private final List<Listener> listeners = new ArrayList<>();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer("mem", "--room-hold", "0");
    }

    @AfterEach
    void stop() throws Exception {
        for (Listener listener : listeners) {
            listener.close();
        }
        server.close();
    }

    @Test
    void makesNoObjectForAGet() throws Exception {
        Listener client = connect("put<key,12345>", "ok<>");
        long few = gets(client, 16);
        long more = gets(client, 1_016) - few;
        assertTrue(more < NEXT_TO_NOTHING, () -> TIMES + " × 1,000 gets more made " + more + " bytes");
    }

    /** Fewer, so that the client stays within the rate. */
    @Test
    void makesNoObjectForAGetOfAClientWhoseRequestsAreCounted() throws Exception {
        server.close();
        server = new TestServer("mem", "--request-rate", "100000/100000");
        Listener client = connect("put<key,12345>", "ok<>");
        long few = gets(client, 16);
        long more = gets(client, 116) - few;
        assertTrue(more < NEXT_TO_NOTHING, () -> TIMES + " × 100 gets more made " + more + " bytes");
    }

    private static long gets(Listener client, int count) throws Exception {
        String gets = "get<key>".repeat(count);
        return least(() -> {
            client.send(gets);
            client.receive('>', count);
        });
    }

    /** Nor is a message encoded for each of them. */
    @Test
    void makesNoObjectForAMemberThatReadsFrames() throws Exception {
        Listener speaker = connect("login<speaker>leave<general>join<room>ping<>", "pong<>");
        long few = talk("room", speaker, frames(10), '>');
        long more = talk("room", speaker, frames(110), '>') - few;
        assertTrue(more < NEXT_TO_NOTHING, () -> TIMES + " messages to 100 members more made " + more + " bytes");
    }

    @Test
    void makesNoObjectForAMemberThatReadsLines() throws Exception {
        Listener speaker = connect("login<speaker>ping<>", "pong<>");
        long few = talk("general", speaker, people(10), '\n');
        long more = talk("general", speaker, people(110), '\n') - few;
        assertTrue(more < NEXT_TO_NOTHING, () -> TIMES + " messages to 100 people more made " + more + " bytes");
    }

    private List<Listener> frames(int count) throws Exception {
        for (int at = listeners.size(); at <= count; at++) {
            connect("login<member" + at + ">leave<general>join<room>ping<>", "pong<>");
        }
        return listeners.subList(1, listeners.size());
    }

    private List<Listener> people(int count) throws Exception {
        for (int at = listeners.size(); at <= count; at++) {
            connect("person" + at + "\n/who\n", "\n");
        }
        return listeners.subList(1, listeners.size());
    }

    /** What messages cost that the speaker says, and those hear. */
    private static long talk(String room, Listener speaker, List<Listener> hearers, char ending) throws Exception {
        speaker.send("say<" + room + ",all.here>");
        speaker.receiveUntil(",all.here>");
        speaker.send("ping<>");
        speaker.receiveUntil("pong<>");
        for (Listener hearer : hearers) {
            hearer.receiveUntil("all.here" + ending);
        }
        String say = "say<" + room + ",hello>";
        return least(() -> {
            speaker.send(say);
            speaker.receive('>', 2);
            for (Listener hearer : hearers) {
                hearer.receive(ending, 1);
            }
        });
    }

    /** How many bytes that makes when it has been done often, and now is so many times. */
    private static long least(Allocations.Work work) throws Exception {
        for (int at = 0; at < WARM_UP; at++) {
            work.run();
        }
        try (Allocations allocations = new Allocations()) {
            return allocations.leastOf(TRIES, TIMES, work);
        }
    }

    private Listener connect(String greeting, String ending) throws Exception {
        Listener listener = new Listener(server.port());
        listeners.add(listener);
        listener.send(greeting);
        listener.receiveUntil(ending);
        return listener;
    }
}
