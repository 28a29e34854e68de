package maru.application.chat;

import java.util.List;
import maru.domain.chat.RoomName;

/**
 * How rooms are kept.
 *
 * @param permanent rooms that always exist, beside {@code general}
 * @param maxRooms how many there may be at a time
 */
public record RoomOptions(List<RoomName> permanent, int maxRooms) {
    public RoomOptions {
        permanent = List.copyOf(permanent);
    }
}
