package maru.bootstrap.reliability.soak;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who is there and what they do, at a steady pace, in a thread of its own until they are told to go. */
final class Population implements Runnable {
    private static final int ROOMS = 200;
    private static final int ACCOUNTS = 20;
    private static final int KEYS = 20_000;
    private static final int LOCKS = 2_000;
    private static final int PREFIXES = 100;
    private static final String REGISTER = "register<%s,a good password>";
    private static final String LOGIN = "login<%s,a good password>";
    private static final long TURN_MILLIS = 20;

    /** Less than the 60 s that a guest's name is held for. */
    private static final long RESUME_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Crowd crowd;
    private final Tally tally;
    private final int size;
    private final int comings;
    private final Random random = new Random(5);
    private final List<Visitor> present = new ArrayList<>();
    private final List<Visitor> leaving = new ArrayList<>();
    private final @Nullable Visitor[] accounts = new Visitor[ACCOUNTS];
    private final boolean[] logsIn = new boolean[ACCOUNTS];
    private final Deque<Cut> cut = new ArrayDeque<>();
    private final List<Pace> paces = new ArrayList<>();
    private int names;
    private int mayflies;
    private volatile boolean isOver;
    private volatile @Nullable Throwable failure;

    private record Cut(Visitor visitor, long at) {}

    /** @param size how many there are at once; as many as {@code comings} come and go each second */
    Population(int port, Tally tally, int size, int comings, double puts, double says) throws IOException {
        this.crowd = new Crowd(port);
        this.tally = tally;
        this.size = size;
        this.comings = comings;
        pace(comings, this::someoneLeaves);
        pace(puts * 0.6, () -> someProgram().ask("put<" + key() + "," + value() + ">"));
        pace(
                puts * 0.24,
                () -> someProgram()
                        .ask("put-for<t/" + ++mayflies + "," + (1 + random.nextInt(30)) + "," + value() + ">"));
        pace(puts * 0.08, () -> someProgram().ask("hold<lock/" + random.nextInt(LOCKS) + "," + value() + ">"));
        pace(puts * 0.04, () -> someProgram().ask("del<" + key() + ">"));
        pace(puts * 0.04, () -> someProgram().ask("add<count/" + random.nextInt(LOCKS) + ",1>"));
        pace(puts * 0.2, () -> someProgram().ask("get<" + key() + ">"));
        pace(says * 0.9, this::someoneSays);
        pace(says * 0.05, this::somePersonSays);
        pace(says * 0.025, this::someoneSaysOnce);
        pace(says * 0.025, this::someoneTells);
        pace(says * 0.05, this::someoneReads);
        pace(says * 0.05, () -> someProgram().ask("follow<" + someProgram().name() + ">"));
        pace(1, () -> someProgram().ask("rooms<>"));
        pace(1, () -> someProgram().ask("who<general>"));
    }

    private void pace(double each, Action action) {
        paces.add(new Pace(each, action));
    }

    @Override
    public void run() {
        try {
            live();
            everyoneLeaves();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            closeCrowd();
        }
    }

    private void live() throws IOException {
        long last = System.nanoTime();
        double due = 0;
        while (!isOver) {
            crowd.read(TURN_MILLIS);
            long now = System.nanoTime();
            double seconds = Math.min(1, (now - last) / 1e9);
            if ((now - last) < TimeUnit.MILLISECONDS.toNanos(TURN_MILLIS)) {
                continue;
            }
            last = now;
            due = Math.min(comings, due + seconds * comings * (present.size() < size * 0.9 ? 4 : 1.2));
            for (; due >= 1 && present.size() < size; due--) {
                someoneComes();
            }
            for (Pace pace : paces) {
                pace.advance(seconds);
            }
            present.removeIf(visitor -> !visitor.isOpen());
            leaving.removeIf(visitor -> !visitor.isOpen());
        }
    }

    private void someoneComes() throws IOException {
        Cut back = cut.pollFirst();
        int number = names++;
        if (number % 50 == 0) {
            accountComes(number / 50 % ACCOUNTS);
        } else if (number % 5 == 0 && back != null && System.nanoTime() - back.at < RESUME_WITHIN_NANOS) {
            comes(back.visitor.name(), back.visitor.room(), "resume<" + back.visitor.token() + ">");
        } else if (number % 20 == 1) {
            Visitor person = enters(new Visitor(tally, "person" + number, "", true));
            person.type(person.name());
        } else {
            comes("guest" + number, room(), "login<%s>");
        }
    }

    /** Who left before the answer may have been registered or not: then both are tried in turn. */
    private void accountComes(int number) throws IOException {
        Visitor before = accounts[number];
        logsIn[number] = before != null && (before.token() != null || !logsIn[number]);
        accounts[number] = comes("account" + number, room(), logsIn[number] ? LOGIN : REGISTER);
    }

    private Visitor comes(String name, String room, String login) throws IOException {
        Visitor visitor = enters(new Visitor(tally, name, room, false));
        visitor.ask(login.formatted(name));
        visitor.ask("join<" + room + ">");
        if (random.nextInt(10) == 0) {
            visitor.ask("watch<k/" + random.nextInt(PREFIXES) + "/>");
        }
        return visitor;
    }

    private Visitor enters(Visitor visitor) throws IOException {
        crowd.open(visitor);
        present.add(visitor);
        tally.count("came");
        return visitor;
    }

    /** One in fifty makes a room of its own. */
    private String room() {
        return random.nextInt(50) == 0 ? "own" + names : "room" + random.nextInt(ROOMS);
    }

    private void someoneLeaves() throws IOException {
        if (present.size() < size * 0.9) {
            return;
        }
        int at = random.nextInt(present.size());
        Visitor visitor = present.get(at);
        present.set(at, present.get(present.size() - 1));
        present.remove(present.size() - 1);
        int dice = random.nextInt(20);
        Visitor.Leave how = dice < 8
                ? Visitor.Leave.QUIT
                : dice < 13 ? Visitor.Leave.CLOSE : dice < 18 ? Visitor.Leave.RESET : Visitor.Leave.VANISH;
        // who types is not asked whether it is there
        visitor.leave(how == Visitor.Leave.VANISH && visitor.isPerson() ? Visitor.Leave.RESET : how);
        leaving.add(visitor);
        if (how != Visitor.Leave.QUIT && visitor.token() != null) {
            cut.addLast(new Cut(visitor, System.nanoTime()));
            while (System.nanoTime() - cut.getFirst().at > RESUME_WITHIN_NANOS) {
                cut.removeFirst();
            }
        }
    }

    private void someoneSays() {
        Visitor visitor = someProgram();
        visitor.ask("say<" + visitor.room() + ",what number " + names + " has to say>");
    }

    private void someoneSaysOnce() {
        Visitor visitor = someProgram();
        visitor.ask("say-once<" + visitor.room() + "," + random.nextInt(3) + ",once and for all>");
    }

    private void somePersonSays() {
        Visitor visitor = some();
        if (visitor.isPerson()) {
            visitor.type(random.nextInt(10) == 0 ? "/who" : "/history 5");
        }
    }

    private void someoneTells() {
        String to = random.nextInt(4) == 0
                ? "account" + random.nextInt(ACCOUNTS)
                : someProgram().name();
        someProgram().ask("tell<" + to + ",between the two of us>");
    }

    private void someoneReads() {
        Visitor visitor = someProgram();
        visitor.ask("history<" + visitor.room() + ",20>");
    }

    private Visitor some() {
        return present.get(random.nextInt(present.size()));
    }

    private Visitor someProgram() {
        for (int tries = 0; tries < 1_000; tries++) {
            Visitor visitor = some();
            if (visitor.isThere() && !visitor.isPerson()) {
                return visitor;
            }
        }
        return nobody();
    }

    /** Asked while hardly anybody is there yet. */
    private Visitor nobody() {
        return new Visitor(new Tally(), "nobody", "nowhere", false);
    }

    private String key() {
        int number = random.nextInt(KEYS);
        return "k/" + number % PREFIXES + "/" + number;
    }

    private String value() {
        return "v".repeat(20 + random.nextInt(180));
    }

    private void everyoneLeaves() throws IOException {
        for (Visitor visitor : present) {
            visitor.leave(Visitor.Leave.QUIT);
        }
        leaving.addAll(present);
        present.clear();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (leaving.stream().anyMatch(Visitor::isAwaited) && System.nanoTime() < end) {
            crowd.read(TURN_MILLIS);
        }
        leaving.stream().filter(Visitor::isAwaited).forEach(visitor -> tally.count("left-without-bye"));
    }

    private void closeCrowd() {
        try {
            crowd.close();
        } catch (IOException e) {
            failure = e;
        }
    }

    /** All go, in good order; ends the thread. */
    void finish() {
        isOver = true;
    }

    @Nullable Throwable failure() {
        return failure;
    }

    private interface Action {
        void run() throws IOException;
    }

    /** So often a second. */
    private static final class Pace {
        private final double each;
        private final Action action;
        private double due;

        Pace(double each, Action action) {
            this.each = each;
            this.action = action;
        }

        void advance(double seconds) throws IOException {
            for (due += seconds * each; due >= 1; due--) {
                action.run();
            }
        }
    }
}
