package maru.application.testing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import maru.application.port.Caller;
import maru.application.port.Farewell;
import maru.application.port.Joined;
import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.application.port.Welcome;
import maru.application.port.out.Audience;
import maru.domain.Event;
import maru.domain.Refusal;
import maru.domain.chat.Away;
import maru.domain.chat.Entered;
import maru.domain.chat.Exited;
import maru.domain.chat.Message;
import maru.domain.chat.Online;
import maru.domain.chat.RoomName;
import maru.domain.chat.Whisper;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeEnd;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of each caller the sequence of what it was shown and answered, and how it was ended, in words. Finds fault
 * with who calls a hall on another lane than its room's, adds a member twice or removes one who is none. For one thread.
 */
public final class RecordingAudience implements Audience {
    private final Map<Caller, List<String>> seen = new HashMap<>();
    private final Map<Long, Caller> callers = new HashMap<>();

    /** A connection that can be found and shown what is for all. */
    public void connect(Caller caller) {
        callers.put(caller.id(), caller);
    }

    public void disconnect(Caller caller) {
        callers.remove(caller.id());
    }

    /** What the caller saw so far: {@code message dev 1 alice: hello}, {@code joined dev 2}, {@code ended REPLACED}. */
    public List<String> seenBy(Caller caller) {
        return List.copyOf(seen.getOrDefault(caller, List.of()));
    }

    /** Forgets what all saw. */
    public void clear() {
        seen.clear();
    }

    /** A reply whose answer stands in the sequence of what the caller sees. */
    public <T> Lookup<T> noting(Caller caller, Lookup<T> reply) {
        return new Noting<>(this, caller, reply);
    }

    private void see(Caller caller, String what) {
        if (!caller.lane().isCurrent()) {
            throw new AssertionError(caller + " is shown something on another lane than its own: " + what);
        }
        seen.computeIfAbsent(caller, any -> new ArrayList<>()).add(what);
    }

    @Override
    public Hall open(RoomName room, Lane lane) {
        return new RecordingHall(room, lane);
    }

    @Override
    public void show(Caller to, Event event) {
        to.lane().execute(() -> see(to, text(event)));
    }

    @Override
    public void showAll(Event event) {
        List.copyOf(callers.values()).forEach(caller -> show(caller, event));
    }

    @Override
    public @Nullable Caller find(long id) {
        return callers.get(id);
    }

    @Override
    public List<Caller> from(Predicate<InetAddress> addresses) {
        return callers.values().stream()
                .filter(caller -> addresses.test(caller.address()))
                .toList();
    }

    @Override
    public void end(Caller caller, Ending why, Farewell farewell) {
        String detail = why == Ending.BANNED ? " " + farewell.retryMillis() + " " + farewell.detail() : "";
        caller.lane().execute(() -> see(caller, "ended " + why + detail));
    }

    private static String text(Object what) {
        if (what instanceof Message message) {
            return "message " + message.room() + " " + message.id() + " " + message.from() + ": " + message.text();
        } else if (what instanceof Entered entered) {
            return "entered " + entered.room() + " " + entered.user();
        } else if (what instanceof Exited exited) {
            return "exited " + exited.room() + " " + exited.user();
        } else if (what instanceof Whisper whisper) {
            return "whisper " + whisper.from() + " -> " + whisper.to() + ": " + whisper.text();
        } else if (what instanceof Online online) {
            return "online " + online.user();
        } else if (what instanceof Away away) {
            return "away " + away.user();
        } else if (what instanceof Notice notice) {
            return "notice " + notice.id() + ": " + notice.text();
        } else if (what instanceof NoticeEnd end) {
            return "notice-end " + end.id();
        } else if (what instanceof Joined joined) {
            return "joined " + joined.room() + " " + joined.members();
        } else if (what instanceof Welcome welcome) {
            return "welcome " + welcome.name();
        } else if (what instanceof RoomName left) {
            return "left " + left;
        } else if (what instanceof Long id) {
            return "sent " + id;
        } else if (what instanceof Refusal why) {
            return "error " + why.code().word();
        } else if (what instanceof Collection<?> rows) {
            return "list " + rows.size();
        }
        return what.toString();
    }

    private final class RecordingHall implements Hall {
        private final RoomName room;
        private final Lane lane;
        private final Set<Caller> members = new LinkedHashSet<>();
        private final Set<Caller> hearing = new HashSet<>();

        RecordingHall(RoomName room, Lane lane) {
            this.room = room;
            this.lane = lane;
        }

        @Override
        public void add(Caller member, Runnable then) {
            if (!members.add(member)) {
                throw new AssertionError(member + " is in " + room + " already");
            }
            on(member, () -> {
                then.run();
                hearing.add(member);
            });
        }

        @Override
        public void remove(Caller member, Runnable then) {
            if (!members.remove(member)) {
                throw new AssertionError(member + " is not in " + room);
            }
            on(member, () -> {
                hearing.remove(member);
                then.run();
            });
        }

        @Override
        public void tell(Event event) {
            List.copyOf(members)
                    .forEach(member -> on(member, () -> {
                        if (!hearing.contains(member)) {
                            throw new AssertionError(member + " does not hear " + room + ": " + text(event));
                        }
                        see(member, text(event));
                    }));
        }

        @Override
        public void answer(Caller member, Runnable then) {
            on(member, then);
        }

        private void on(Caller member, Runnable task) {
            if (!lane.isCurrent()) {
                throw new AssertionError("called on another lane than " + room + "'s");
            }
            if (member.lane().isCurrent()) {
                task.run();
            } else {
                member.lane().execute(task);
            }
        }
    }

    private record Noting<T>(RecordingAudience audience, Caller caller, Lookup<T> reply) implements Lookup<T> {
        @Override
        public void done(T result) {
            audience.see(caller, text(result));
            reply.done(result);
        }

        @Override
        public void none() {
            audience.see(caller, "none");
            reply.none();
        }

        @Override
        public void refused(Refusal why) {
            audience.see(caller, text(why));
            reply.refused(why);
        }

        @Override
        public Lookup<T> later() {
            return new Noting<>(audience, caller, reply.later());
        }

        @Override
        public Lane lane() {
            return reply.lane();
        }
    }
}
