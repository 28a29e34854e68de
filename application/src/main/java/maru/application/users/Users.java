package maru.application.users;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import maru.application.port.Caller;
import maru.application.port.out.Audience;
import maru.application.port.out.StatisticsSource;
import maru.application.port.out.TimeSource;
import maru.application.port.out.WhisperRepository;
import maru.domain.Event;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.Away;
import maru.domain.chat.Online;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import org.jspecify.annotations.Nullable;

/**
 * Who is online: one caller a user. From any thread; one lock, under which others' lanes are only handed what to show, so
 * that everybody sees changes in their order.
 */
public final class Users implements StatisticsSource {
    /** How long a guest's name is held for who has its token: 60 s. */
    static final long HELD_MILLIS = 60_000;

    private final Object lock = new Object();
    private final Audience audience;
    private final WhisperRepository whispers;
    private final TimeSource time;

    @GuardedBy("lock") private final Map<UserName, Seat> seats = new HashMap<>();

    @GuardedBy("lock") private final Map<String, Seat> byGuestToken = new HashMap<>();

    /** In the order in which they were left, all for the same time. */
    @GuardedBy("lock") private final Set<Seat> held = new LinkedHashSet<>();

    /** A user who is online, or held a place for, or followed. */
    private static final class Seat {
        UserName name;

        @Nullable Caller caller;

        /** Of a guest who may come back with it; null for a registered user. */
        @Nullable String token;

        long heldUntil;

        /** What waits until the user is welcomed and was shown the whispers that were kept; null: nothing has to. */
        @Nullable List<Whisper> backlog;

        Set<Caller> followers = Set.of();

        Seat(UserName name) {
            this.name = name;
        }

        boolean isTaken(long now) {
            return caller != null || now < heldUntil;
        }

        void keep(Whisper whisper, List<Whisper> before) {
            backlog = before.isEmpty() ? new ArrayList<>(1) : before;
            backlog.add(whisper);
        }

        void follow(Caller follower) {
            if (followers.isEmpty()) {
                followers = new LinkedHashSet<>();
            }
            followers.add(follower);
        }

        boolean unfollow(Caller follower) {
            return !followers.isEmpty() && followers.remove(follower);
        }
    }

    /** @param time by which names are held; it stands still while the server does, and nobody can come back */
    public Users(Audience audience, WhisperRepository whispers, TimeSource time) {
        this.audience = audience;
        this.whispers = whispers;
        this.time = time;
    }

    /** Why nobody can log in by that name just now, or null: somebody is there, or may come back. */
    public @Nullable Refusal refusalOf(UserName name) {
        synchronized (lock) {
            Seat seat = seats.get(name);
            if (seat == null || !seat.isTaken(time.monotonicMillis())) {
                return null;
            }
            return new Refusal(
                    RefusalCode.NAME_TAKEN,
                    seat.caller != null
                            ? seat.name + " is here: choose another name"
                            : "the name " + seat.name + " is held for a minute for who has its token");
        }
    }

    /** A guest comes; null, or why not. Whispers wait until {@link #deliver}. */
    public @Nullable Refusal takeAsGuest(Caller caller, UserName name, String token) {
        synchronized (lock) {
            Refusal refusal = refusalOf(name);
            if (refusal == null) {
                Seat seat = take(caller, name);
                seat.token = token;
                seat.backlog = List.of();
                byGuestToken.put(token, seat);
            }
            return refusal;
        }
    }

    /**
     * A guest comes back. Whispers wait until {@link #deliver}.
     *
     * @param displaced is given the guest's other connection, if there still is one
     * @return the name, or null where the token is none
     */
    public @Nullable UserName resumeAsGuest(Caller caller, String token, Consumer<Caller> displaced) {
        synchronized (lock) {
            Seat seat = byGuestToken.get(token);
            if (seat == null || !seat.isTaken(time.monotonicMillis())) {
                return null;
            }
            Caller before = seat.caller;
            if (before != null) {
                displaced.accept(before);
            }
            take(caller, seat.name);
            if (seat.backlog == null) {
                seat.backlog = List.of();
            }
            return seat.name;
        }
    }

    /**
     * A registered user comes, whoever is there by that name. Whispers wait until {@link #deliver}.
     *
     * @return who was there
     */
    public @Nullable Caller takeAsRegistered(Caller caller, UserName name) {
        synchronized (lock) {
            Seat there = seats.get(name);
            Caller before = there == null ? null : there.caller;
            Seat seat = take(caller, name);
            seat.name = name;
            forgetToken(seat);
            if (seat.backlog == null) {
                seat.backlog = List.of();
            }
            return before;
        }
    }

    /** The guest who is there can't come back by its token: it has ended, or the guest has registered. */
    public void forgetToken(Caller caller, UserName name) {
        synchronized (lock) {
            Seat seat = seats.get(name);
            if (seat != null && seat.caller == caller) {
                forgetToken(seat);
            }
        }
    }

    @GuardedBy("lock") private Seat take(Caller caller, UserName name) {
        forgetHeld();
        Seat seat = seats.computeIfAbsent(name, Seat::new);
        boolean wasAway = seat.caller == null;
        if (!seat.isTaken(time.monotonicMillis())) {
            seat.name = name;
            forgetToken(seat);
        }
        seat.caller = caller;
        seat.heldUntil = 0;
        held.remove(seat);
        if (wasAway && !seat.followers.isEmpty()) {
            showFollowers(seat, new Online(seat.name));
        }
        return seat;
    }

    @GuardedBy("lock") private void forgetToken(Seat seat) {
        if (seat.token != null) {
            byGuestToken.remove(seat.token);
            seat.token = null;
        }
    }

    /**
     * A caller is gone.
     *
     * @param mayResume whether its name is held, if it is a guest
     * @param went runs if the user is away now, and not here with another connection: before anybody is shown that
     */
    public void leave(Caller caller, UserName name, boolean mayResume, Runnable went) {
        synchronized (lock) {
            forgetHeld();
            Seat seat = seats.get(name);
            if (seat == null || seat.caller != caller) {
                return;
            }
            seat.caller = null;
            if (seat.token != null) {
                seat.backlog = null; // nothing is kept for guests
            }
            try {
                went.run();
            } finally {
                left(seat, mayResume);
            }
        }
    }

    @GuardedBy("lock") private void left(Seat seat, boolean mayResume) {
        showFollowers(seat, new Away(seat.name));
        if (mayResume && seat.token != null) {
            seat.heldUntil = time.monotonicMillis() + HELD_MILLIS;
            held.add(seat);
        } else {
            forgetToken(seat);
            forgetIfUseless(seat);
        }
    }

    @GuardedBy("lock") private void forgetHeld() {
        if (held.isEmpty()) {
            return;
        }
        long now = time.monotonicMillis();
        for (Iterator<Seat> all = held.iterator(); all.hasNext(); ) {
            Seat seat = all.next();
            if (seat.isTaken(now)) {
                return;
            }
            all.remove();
            forgetToken(seat);
            forgetIfUseless(seat);
        }
    }

    @GuardedBy("lock") private void forgetIfUseless(Seat seat) {
        if (seat.caller == null && seat.token == null && seat.backlog == null && seat.followers.isEmpty()) {
            seats.remove(seat.name);
        }
    }

    @GuardedBy("lock") private void showFollowers(Seat seat, Event event) {
        for (Caller follower : seat.followers) {
            audience.show(follower, event);
        }
    }

    /** Where the user is, or null. */
    public @Nullable Caller find(UserName name) {
        synchronized (lock) {
            Seat seat = seats.get(name);
            return seat == null ? null : seat.caller;
        }
    }

    /** As the user who is online is spelled, or null. */
    public @Nullable UserName spellingOf(UserName name) {
        synchronized (lock) {
            Seat seat = seats.get(name);
            return seat == null || seat.caller == null ? null : seat.name;
        }
    }

    /** All who are online, in the order of their names. */
    public List<UserName> online() {
        synchronized (lock) {
            return seats.values().stream()
                    .filter(seat -> seat.caller != null)
                    .map(seat -> seat.name)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    @Override
    public Map<String, Long> statistics() {
        synchronized (lock) {
            long online =
                    seats.values().stream().filter(seat -> seat.caller != null).count();
            return Map.of("users.online", online, "users.held", (long) held.size());
        }
    }

    /** Tells a user who is online, and shows it to who tells; null where the user is not. */
    public @Nullable Whisper tell(Caller teller, UserName from, UserName to, Text text, long unixMillis) {
        synchronized (lock) {
            Seat seat = seats.get(to);
            if (seat == null || seat.caller == null) {
                return null;
            }
            Whisper whisper = new Whisper(whispers.nextId(), unixMillis, from, seat.name, text);
            if (seat.backlog != null) {
                seat.keep(whisper, seat.backlog);
            } else {
                audience.show(seat.caller, whisper);
            }
            if (seat.caller != teller) {
                audience.show(teller, whisper);
            }
            return whisper;
        }
    }

    /**
     * Shows a user who has come what was kept, and then what was told since. Where another connection has come meanwhile,
     * that one is shown it when its own turn has come.
     *
     * @return what nobody was shown, as the user is away again
     */
    public List<Whisper> deliver(Caller caller, UserName name, List<Whisper> kept) {
        synchronized (lock) {
            Seat seat = seats.get(name);
            if (seat == null) {
                return kept;
            }
            List<Whisper> whispers = inOrder(kept, seat.backlog == null ? List.of() : seat.backlog);
            Caller here = seat.caller;
            if (here != null && here != caller && seat.backlog != null) {
                seat.backlog = whispers;
                return List.of();
            }
            seat.backlog = null;
            if (here == null) {
                forgetIfUseless(seat);
            }
            if (here == null || whispers.isEmpty()) {
                return whispers;
            }
            whispers.forEach(whisper -> audience.show(here, whisper));
            return List.of();
        }
    }

    private static List<Whisper> inOrder(List<Whisper> kept, List<Whisper> since) {
        if (kept.isEmpty() && since.isEmpty()) {
            return List.of();
        }
        List<Whisper> all = new ArrayList<>(kept);
        all.addAll(since);
        all.sort(Comparator.comparingLong(Whisper::id));
        return all;
    }

    /** The follower is shown what is so now, and every change from now on. */
    public void follow(Caller follower, UserName name) {
        synchronized (lock) {
            Seat seat = seats.computeIfAbsent(name, Seat::new);
            seat.follow(follower);
            audience.show(follower, seat.caller == null ? new Away(seat.name) : new Online(seat.name));
        }
    }

    /** The follower is shown no more of that user. */
    public void unfollow(Caller follower, UserName name) {
        synchronized (lock) {
            Seat seat = seats.get(name);
            if (seat != null && seat.unfollow(follower)) {
                forgetIfUseless(seat);
            }
        }
    }
}
