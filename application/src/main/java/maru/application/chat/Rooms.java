package maru.application.chat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import maru.application.port.Lane;
import maru.application.port.RoomInfo;
import maru.application.port.out.Audience;
import maru.application.port.out.Lanes;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.StatisticsSource;
import maru.application.port.out.TimeSource;
import maru.domain.Event;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import org.jspecify.annotations.Nullable;

/** The rooms there are. From any lane. A room without members goes after a while; those that always exist stay. */
public final class Rooms implements StatisticsSource {
    /** 10 minutes. */
    static final long EMPTY_MILLIS = 600_000;

    private final NavigableMap<String, Room> byIdentity = new ConcurrentSkipListMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Set<RoomName> permanent = new HashSet<>();
    private final RoomOptions options;
    private final MessageRepository messages;
    private final Audience audience;
    private final Lanes lanes;
    private final TimeSource time;

    public Rooms(RoomOptions options, MessageRepository messages, Audience audience, Lanes lanes, TimeSource time) {
        this.options = options;
        this.messages = messages;
        this.audience = audience;
        this.lanes = lanes;
        this.time = time;
        messages.announceTo(this::recordedAfterAll);
        permanent.add(RoomName.GENERAL);
        permanent.addAll(options.permanent());
        permanent.forEach(this::open);
    }

    /** The room of that name, or null. */
    @Nullable Room find(RoomName name) {
        return byIdentity.get(name.identity());
    }

    /** The room of that name, made if there is none, for one more caller; null where there are as many as may be. */
    @Nullable Room claim(RoomName name) {
        Room room = open(name);
        while (room != null && !room.claim()) {
            room = open(name);
        }
        return room;
    }

    private @Nullable Room open(RoomName name) {
        Room there = find(name);
        if (there != null) {
            return there;
        }
        if (count.incrementAndGet() > options.maxRooms() && !permanent.contains(name)) {
            count.decrementAndGet();
            return null;
        }
        Lane lane = lanes.of(name.hashCode());
        Room made = new Room(messages.open(name, lane), audience.open(name, lane), lane);
        Room first = byIdentity.putIfAbsent(name.identity(), made);
        if (first != null) {
            count.decrementAndGet();
            return first;
        }
        return made;
    }

    Refusal tooMany() {
        return new Refusal(
                RefusalCode.LIMIT, "there are " + options.maxRooms() + " rooms, as many as there may be: join one");
    }

    /** On the room's lane, after a caller that had it left it. */
    void release(Room room) {
        room.release();
        if (room.memberCount() == 0 && !permanent.contains(room.name())) {
            closeIn(room, EMPTY_MILLIS);
        }
    }

    /** However often a room is entered and left, one look at it is planned. */
    private void closeIn(Room room, long millis) {
        if (room.planClosing()) {
            lanes.schedule(room.lane(), () -> closeIfEmpty(room), millis);
        }
    }

    private void closeIfEmpty(Room room) {
        room.closingWasLookedAt();
        long left = room.emptySince() + EMPTY_MILLIS - time.monotonicMillis();
        if (room.memberCount() == 0 && left > 0) {
            closeIn(room, left);
        } else if (room.close()) {
            messages.forget(room.log());
            byIdentity.remove(room.name().identity(), room);
            count.decrementAndGet();
        }
    }

    /** Rooms with members and those that always exist, in the order of their names. */
    public List<RoomInfo> list(@Nullable RoomName after, int limit) {
        List<RoomInfo> listed = new ArrayList<>();
        NavigableMap<String, Room> behind = after == null ? byIdentity : byIdentity.tailMap(after.identity(), false);
        for (Room room : behind.values()) {
            if (listed.size() == limit) {
                break;
            }
            if (room.memberCount() > 0 || permanent.contains(room.name())) {
                listed.add(new RoomInfo(room.name(), room.memberCount()));
            }
        }
        return listed;
    }

    @Override
    public Map<String, Long> statistics() {
        return Map.of("rooms", (long) count.get(), "rooms.max", (long) options.maxRooms());
    }

    /** Shows something to the members of a room, if there is one. From any thread. */
    public void tell(RoomName name, Event event) {
        Room room = find(name);
        if (room != null) {
            room.lane().execute(() -> room.tell(event));
        }
    }

    /** On the room's lane. */
    private void recordedAfterAll(Message message) {
        Room room = find(message.room());
        if (room != null) {
            room.tell(message);
        }
    }
}
