package maru.bootstrap.reliability.kill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;

/**
 * Clients that write keys and speak in rooms at once until the server is gone, others that watch, read and listen, and
 * all that they were shown, over several lives of the server.
 */
final class Crowd implements AutoCloseable {
    private static final int WRITERS = 4;
    private static final int ROOMS = 4;
    private static final int SAYERS_A_ROOM = 3;
    private static final int LISTENERS_A_ROOM = 2;
    private static final int MOST_TOGETHER = 256;
    private static final int PUTS_FOR_A_CHANGE = 8;
    private static final int READS_A_SECOND = 200;
    private static final int PATIENCE_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<KeyLedger> keys = new ArrayList<>();
    private final List<RoomLedger> rooms = new ArrayList<>();
    private final List<Sayer> sayers = new ArrayList<>();
    private final List<Future<?>> members = new ArrayList<>();
    private final LongAdder puts = new LongAdder();
    private final LongAdder says = new LongAdder();
    private final double putsPerSecond;
    private final double saysPerSecond;
    private volatile boolean ending;

    Crowd(double putsPerSecond, double saysPerSecond, long seed) {
        this.putsPerSecond = putsPerSecond;
        this.saysPerSecond = saysPerSecond;
        for (int writer = 0; writer < WRITERS; writer++) {
            keys.add(new KeyLedger(writer, seed + writer));
        }
        for (int room = 0; room < ROOMS; room++) {
            rooms.add(new RoomLedger("room" + room));
            for (int sayer = 0; sayer < SAYERS_A_ROOM; sayer++) {
                sayers.add(new Sayer(sayers.size(), rooms.get(room)));
            }
        }
    }

    /** All of them come and begin. */
    void begin(ServerProcess server) {
        ending = false;
        puts.reset();
        says.reset();
        for (RoomLedger room : rooms) {
            for (int listener = 0; listener < LISTENERS_A_ROOM; listener++) {
                String name = "listener-" + room.name() + "-" + listener;
                submit(() -> listen(server, name, room));
            }
        }
        submit(() -> watch(server, keys.get(0)));
        submit(() -> read(server, keys.get(1)));
        keys.forEach(ledger -> submit(() -> write(server, ledger)));
        sayers.forEach(sayer -> submit(() -> sayer.speak(server, saysPerSecond / sayers.size(), says)));
    }

    /** What a member does until it fails, which it may when the server is gone. */
    private interface Member {
        void live() throws IOException;
    }

    private void submit(Member member) {
        members.add(threads.submit(() -> {
            try {
                member.live();
            } catch (IOException e) {
                if (!ending) {
                    throw new AssertionError("lost the server before it was killed", e);
                }
            }
            return null;
        }));
    }

    /** Puts that were answered since they began. */
    long puts() {
        return puts.sum();
    }

    /** Things said that were answered since they began. */
    long says() {
        return says.sum();
    }

    /** The server is about to be gone. */
    void expectEnd() {
        ending = true;
    }

    /** Returns when all of them are gone. */
    void end() throws Exception {
        for (Future<?> member : members) {
            member.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        members.clear();
    }

    /** Throws what has gone wrong so far with any of them. */
    void checkMembers() throws Exception {
        for (Future<?> member : members) {
            if (member.isDone()) {
                member.get();
            }
        }
    }

    private void write(ServerProcess server, KeyLedger ledger) throws IOException {
        try (FrameClient client = server.connect()) {
            Pace pace = new Pace(putsPerSecond / keys.size(), MOST_TOGETHER);
            long sent = 0;
            while (true) {
                int due = pace.next();
                StringBuilder requests = new StringBuilder();
                for (int at = 0; at < due; at++) {
                    ledger.put(requests);
                    if (++sent % PUTS_FOR_A_CHANGE == 0) {
                        ledger.change(requests);
                    }
                }
                client.send(requests.toString());
                while (ledger.waiting() > 0) {
                    ledger.answer(reply(client));
                }
                puts.add(due);
            }
        }
    }

    /** An operator's notices come to everybody. */
    private static String reply(FrameClient client) throws IOException {
        String frame = client.frame();
        while (frame.startsWith("notice<")) {
            frame = client.frame();
        }
        return frame;
    }

    private static void watch(ServerProcess server, KeyLedger ledger) throws IOException {
        try (FrameClient client = server.connect().send("watch<" + ledger.prefix() + ">")) {
            while (true) {
                Frame frame = Frame.of(client.frame());
                if (frame.isNamed("changed")) {
                    ledger.sawValue(frame.text(2));
                }
            }
        }
    }

    private static void read(ServerProcess server, KeyLedger ledger) throws IOException {
        Random random = new Random(1);
        Pace pace = new Pace(READS_A_SECOND, 1);
        try (FrameClient client = server.connect()) {
            while (true) {
                pace.next();
                String reply = reply(client.send("get<" + ledger.anyKey(random) + ">"));
                if (!reply.equals("none<>")) {
                    ledger.sawValue(reply.substring("value<".length(), reply.length() - 1));
                }
            }
        }
    }

    /** Hears every message of the room from the moment on in which it joined. */
    private static void listen(ServerProcess server, String name, RoomLedger room) throws IOException {
        try (FrameClient client = server.connect().send("login<" + name + ">")) {
            Frame.await(client, "welcome");
            long last = Frame.await(client.send("join<" + room.name() + ">"), "joined")
                    .number(3);
            while (true) {
                Frame frame = Frame.of(client.frame());
                if (frame.isNamed("message")) {
                    last++;
                    if (frame.number(1) != last) {
                        throw new AssertionError(frame + " was pushed in the place of " + last);
                    }
                    room.show(frame);
                }
            }
        }
    }

    /** Holds the server to what was shown before it was started. */
    void check(ServerProcess server) throws IOException {
        try (FrameClient client = server.connect()) {
            for (KeyLedger ledger : keys) {
                ledger.settle(client);
            }
        }
        checkRooms(server, false);
        for (Sayer sayer : sayers) {
            sayer.sayAgain(server);
        }
    }

    /** Holds the whole history to all that was ever shown; nothing was said twice. */
    void checkHistory(ServerProcess server) throws IOException {
        checkRooms(server, true);
    }

    private void checkRooms(ServerProcess server, boolean all) throws IOException {
        try (FrameClient client = server.connect().send("login<reader>")) {
            Frame.await(client, "welcome");
            for (RoomLedger room : rooms) {
                room.check(client, all);
                Frame.await(client.send("leave<" + room.name() + ">"), "left");
            }
            Frame.await(client.send("quit<>"), "bye");
        }
    }

    /** How many messages the rooms had when they were looked at last. */
    long messages() {
        return rooms.stream().mapToLong(RoomLedger::messages).sum();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
