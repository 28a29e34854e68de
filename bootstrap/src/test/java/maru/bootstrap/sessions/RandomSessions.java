package maru.bootstrap.sessions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clients that do one step after the other, against a server and the model. */
public final class RandomSessions implements AutoCloseable {
    private static final int CLIENTS = 20;
    private static final int STEPS_TO_SYNC = 50;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    /** A server whose process can be ended. */
    public interface Restart {
        /**
         * Ends the server, by a signal that it heeds or by one that it can not, and starts it anew.
         *
         * @return its port
         */
        int restart(boolean kill) throws Exception;
    }

    private final Restart restart;
    private int port;
    private final World world;
    private final KeySessions keys = new KeySessions();
    private final AccountModel accounts;
    private final RoomModel rooms;
    private final Times times = new Times();
    private final List<ModelClient> models = new ArrayList<>();
    private final List<LiveClient> clients = new ArrayList<>();
    private final List<Step> done = new ArrayList<>();

    /**
     * Connects to a server that nobody else uses.
     *
     * @param kept how many messages it keeps of each room
     * @param restart ends and starts it
     */
    public RandomSessions(int port, int kept, Restart restart) throws IOException {
        this.port = port;
        this.restart = restart;
        this.world = new World(kept);
        this.accounts = new AccountModel(world);
        this.rooms = new RoomModel(world);
        begin();
    }

    private void begin() throws IOException {
        for (int number = 0; number <= CLIENTS; number++) {
            ModelClient model = new ModelClient();
            models.add(model);
            clients.add(new LiveClient(port, model, times));
        }
        Frame login = Frame.of("login", Spelling.OBSERVER.typed());
        accounts.login(observer(), login, clients.get(CLIENTS).ask(login.toString()));
    }

    private ModelClient observer() {
        return models.get(CLIENTS);
    }

    /** Makes steps and does them. */
    public void run(long seed, int steps) throws Exception {
        run(seed, steps, steps);
    }

    /** As above; the server is restarted after each so many steps. */
    public void run(long seed, int steps, int stepsOfServer) throws Exception {
        StepMaker maker = new StepMaker(seed, CLIENTS);
        for (int count = 1; count <= steps; count++) {
            int client = maker.client();
            run(maker.next(client, models.get(client).user != null));
            if (count % stepsOfServer == 0 && count < steps) {
                run(new Step(client, count / stepsOfServer % 2 == 0 ? Step.STOP : Step.KILL));
            }
        }
        settle();
    }

    /** Does the steps of a script again. */
    public void replay(List<String> script) throws Exception {
        for (String line : script) {
            run(Step.parse(line));
        }
        settle();
    }

    /** What was done so far, the last of it maybe not as it should be. */
    public List<String> script() {
        return done.stream().map(Step::toString).toList();
    }

    private void run(Step step) throws Exception {
        done.add(step);
        if (step.isCut() || step.isQuit()) {
            end(step);
        } else if (step.isRestart()) {
            restart(step);
        } else if (KeySessions.isRequest(step)) {
            keys.run(step, models.get(step.client()), clients.get(step.client()));
        } else {
            ask(step.client(), step.raw());
        }
        if (done.size() % STEPS_TO_SYNC == 0) {
            settle();
        }
    }

    private void settle() throws IOException {
        keys.model().expire();
        for (LiveClient client : clients) {
            settle(client);
        }
    }

    private void settle(LiveClient client) throws IOException {
        client.settle(keys.model()::mayBeGone);
    }

    /** All that was done before a write that is answered is in the file. */
    private void restart(Step step) throws Exception {
        settle();
        keys.run(new Step(CLIENTS, "put<quiet,now>"), observer(), clients.get(CLIENTS));
        port = restart.restart(step.raw().equals(Step.KILL));
        close();
        clients.clear();
        models.clear();
        world.restart();
        keys.model().restart();
        begin();
    }

    private void ask(int number, String raw) throws IOException {
        String typed = filledIn(raw);
        Frame request = Frame.parse(typed);
        int replaced = request.name().equals("resume") && models.get(number).user == null
                ? models.indexOf(world.onlineWith(request.field(0)))
                : -1;
        if (replaced >= 0) {
            settle(clients.get(replaced));
        }
        ModelClient before = replaced >= 0 ? models.get(replaced) : null;
        check(models.get(number), request, clients.get(number).ask(typed));
        if (before != null) {
            Frame bye = clients.get(replaced).farewell();
            if (!bye.isNamed("bye")
                    || !bye.field(0).equals("replaced")
                    || !bye.field(1).equals("-1")
                    || !clients.get(replaced).rest().isEmpty()) {
                throw new AssertionError("a client that was replaced was sent " + bye);
            }
            reconnect(replaced);
            awaitGone(null);
            awaitLetGo(before);
        }
    }

    private void check(ModelClient client, Frame request, Answer answer) {
        switch (request.name()) {
            case "login" -> accounts.login(client, request, answer);
            case "resume" -> accounts.resume(client, request, answer);
            case "whois" -> accounts.whois(client, request, answer);
            case "follow", "unfollow" -> accounts.follow(client, request, answer);
            case "tell" -> accounts.tell(client, request, answer);
            case "join" -> rooms.join(client, request, answer);
            case "leave" -> rooms.leave(client, request, answer);
            case "say", "say-once" -> rooms.say(client, request, answer);
            case "who" -> rooms.who(client, request, answer);
            case "rooms" -> rooms.rooms(client, request, answer);
            case "history" -> rooms.history(client, request, answer);
            case "since" -> rooms.since(client, request, answer);
            default -> new Checks(request, answer).is(Frame.of("pong", ""));
        }
    }

    /** With tokens, epochs and ids, which no script can know. */
    private String filledIn(String raw) {
        if (raw.startsWith("resume<$")) {
            boolean first = raw.startsWith("$$", "resume<".length());
            String identity = raw.substring("resume<$".length() + (first ? 1 : 0), raw.length() - 1);
            ModelUser user = world.users.get(identity);
            String token = user == null ? "none" : first ? user.firstToken : user.newestToken;
            return "resume<" + token + ">";
        }
        int back = raw.indexOf(",~");
        return raw.startsWith("since<") && back >= 0 ? since(raw, back) : raw;
    }

    private String since(String raw, int back) {
        int end = raw.indexOf(',', back + 2);
        ModelRoom room = world.room(Spelling.of(Frame.parse(raw).field(0)));
        String epoch = room == null || room.epoch == null ? "1" : room.epoch;
        long last = room == null ? 0 : room.last();
        long id = Math.max(0, last - Long.parseLong(raw.substring(back + 2, end)));
        return (raw.substring(0, back) + "," + id + raw.substring(end)).replace(",@,", "," + epoch + ",");
    }

    private void end(Step step) throws IOException {
        LiveClient client = clients.get(step.client());
        ModelClient model = models.get(step.client());
        ModelUser user = model.user;
        settle(client);
        if (step.isQuit()) {
            Frame bye = client.ask(step.raw()).reply();
            if (!bye.name().equals("bye")
                    || !bye.field(0).equals("quit")
                    || !client.rest().isEmpty()) {
                throw new AssertionError("quit<> was answered " + bye);
            }
        }
        world.end(model, step.isCut());
        reconnect(step.client());
        if (user != null) {
            awaitGone(user);
        }
        awaitLetGo(model);
    }

    /** Until the keys are gone that a connection held. */
    private void awaitLetGo(ModelClient ended) throws IOException {
        LiveClient observer = clients.get(CLIENTS);
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (String key : keys.model().end(ended)) {
            while (!observer.ask(Frame.of("get", key).toString()).reply().isNamed("none")) {
                checkPatience(end, key + " is still held");
            }
        }
    }

    private void reconnect(int number) throws IOException {
        clients.get(number).close();
        ModelClient model = new ModelClient();
        models.set(number, model);
        clients.set(number, new LiveClient(port, model, times));
    }

    /** Until the server has seen that a connection is gone: its user is away, if there is none with it, and its rooms left. */
    private void awaitGone(@Nullable ModelUser user) throws IOException {
        LiveClient observer = clients.get(CLIENTS);
        long end = System.nanoTime() + PATIENCE_NANOS;
        boolean gone = user == null;
        while (!gone) {
            gone = observer.ask("whois<" + user.identity + ">").reply().field(1).equals("away");
            checkPatience(end, user.identity + " is not away");
        }
        Answer expected = rooms.list();
        for (Answer found = null; !expected.equals(found); ) {
            found = observer.ask("rooms<>");
            checkPatience(end, found + " is not " + expected);
        }
    }

    private static void checkPatience(long end, String what) {
        if (System.nanoTime() > end) {
            throw new AssertionError(what);
        }
    }

    @Override
    public void close() throws IOException {
        for (LiveClient client : clients) {
            client.close();
        }
    }
}
