package maru.domain.chat;

import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The name of a room: 1 to 32 code points, letters and the marks that follow them, digits, {@code _}, {@code -} and
 * {@code .}, in any script. Equal to every other spelling of the same name.
 */
public final class RoomName extends Name {
    /** Where everybody is after logging in. */
    public static final RoomName GENERAL = new RoomName("general");

    private RoomName(String typed) {
        super(typed);
    }

    /**
     * The name that was typed.
     *
     * @throws IllegalArgumentException if it is none; see {@link #refusal}
     */
    public static RoomName of(String typed) {
        if (refusal(typed) != null) {
            throw new IllegalArgumentException("not the name of a room: " + typed);
        }
        return new RoomName(typed);
    }

    /** Why a text is no name of a room ({@code bad-name}; where it is too long {@code bad-arguments}), or null if it is one. */
    public static @Nullable Refusal refusal(String typed) {
        return refusal(typed, "room");
    }
}
