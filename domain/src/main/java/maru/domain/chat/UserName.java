package maru.domain.chat;

import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The name of a user: 1 to 32 code points, letters and the marks that follow them, digits, {@code _}, {@code -} and
 * {@code .}, in any script. Equal to every other spelling of the same name.
 */
public final class UserName extends Name {
    private UserName(String typed) {
        super(typed);
    }

    /**
     * The name that was typed.
     *
     * @throws IllegalArgumentException if it is none; see {@link #refusal}
     */
    public static UserName of(String typed) {
        if (refusal(typed) != null) {
            throw new IllegalArgumentException("not the name of a user: " + typed);
        }
        return new UserName(typed);
    }

    /** The name that was typed, or null if it is none. */
    public static @Nullable UserName find(String typed) {
        return refusal(typed) == null ? new UserName(typed) : null;
    }

    /** Why a text is no name of a user ({@code bad-name}; where it is too long {@code bad-arguments}), or null if it is one. */
    public static @Nullable Refusal refusal(String typed) {
        return refusal(typed, "user");
    }
}
