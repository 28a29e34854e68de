package maru.bootstrap.console;

import maru.domain.Refusal;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** Names as an operator types them. */
final class Names {
    private Names() {}

    static UserName user(String typed) throws WrongCommandException {
        refuse(typed, UserName.refusal(typed));
        return UserName.of(typed);
    }

    static RoomName room(String typed) throws WrongCommandException {
        refuse(typed, RoomName.refusal(typed));
        return RoomName.of(typed);
    }

    private static void refuse(String typed, @Nullable Refusal refusal) throws WrongCommandException {
        if (refusal != null) {
            throw new WrongCommandException("'" + typed + "' is none: " + refusal.detail());
        }
    }
}
