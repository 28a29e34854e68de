package maru.application.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import maru.application.testing.InMemoryMessages;
import maru.application.testing.RecordingAudience;
import maru.application.testing.SameLane;
import maru.application.testing.SettableTime;
import maru.domain.chat.RoomName;
import org.junit.jupiter.api.Test;

class ParticipantTest {
    private static final int ROOMS = 4;
    private static final int STEPS = 500;

    private final Participant participant = new Participant();
    private final List<Room> rooms = new ArrayList<>();

    ParticipantTest() {
        for (int number = 0; number < ROOMS; number++) {
            rooms.add(room("room" + number));
        }
    }

    @Test
    void knowsItsRoomsHoweverManyThereAre() {
        Random random = new Random(4);
        Map<RoomName, Room> expected = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            Room room = rooms.get(random.nextInt(ROOMS));
            if (random.nextBoolean()) {
                participant.joins(room.name(), room);
                expected.put(room.name(), room);
            } else {
                assertSame(expected.remove(room.name()), participant.leaves(room.name()));
            }
            rooms.forEach(its -> assertSame(expected.get(its.name()), participant.room(its.name())));
            assertEquals(sorted(expected.values()), sorted(participant.rooms()));
        }
    }

    @Test
    void findsItsOnlyRoomByAnySpelling() {
        Room room = rooms.get(0);
        participant.joins(room.name(), room);
        assertSame(room, participant.room(RoomName.of("ROOM0")));
        assertNull(participant.leaves(RoomName.of("room1")));
        assertSame(room, participant.leaves(RoomName.of("Room0")));
        assertEquals(List.of(), participant.rooms());
    }

    private static List<RoomName> sorted(Iterable<Room> rooms) {
        List<RoomName> names = new ArrayList<>();
        rooms.forEach(room -> names.add(room.name()));
        names.sort(Comparator.naturalOrder());
        return names;
    }

    private static Room room(String name) {
        RoomName its = RoomName.of(name);
        SettableTime time = new SettableTime();
        SameLane lane = new SameLane(time);
        return new Room(
                new InMemoryMessages(time, false, 1).open(its, lane), new RecordingAudience().open(its, lane), lane);
    }
}
