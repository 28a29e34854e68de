package maru.application.port.in;

import java.io.IOException;
import java.util.List;
import maru.application.port.BanMatches;
import maru.application.port.Banned;
import maru.application.port.ClientInfo;
import maru.application.port.RoomInfo;
import maru.domain.chat.UserName;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Target;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of users and rooms, and does about them. Called from the console's thread: these calls may take
 * long and may block.
 */
public interface ModerationUseCase {
    /** The rooms there are, in the order of their names. */
    List<RoomInfo> rooms();

    /** Who is online, in the order of the names. */
    List<UserName> users();

    /**
     * Ends a connection with {@code bye<kicked,…>}.
     *
     * @param userOrId the name of a user, or the number of a connection
     * @param reason for the client, or empty
     * @return whose connections were told to end; empty: there was none
     */
    List<ClientInfo> kick(String userOrId, String reason);

    /** Whom a ban would be for. Nothing is done yet. */
    BanMatches matches(Target target);

    /**
     * Keeps somebody out: ends the connections it is for with {@code bye<banned,…>}, and those that come while it is in
     * force. Takes the place of a ban of the same target. Blocks until it is recorded.
     *
     * @param forMillis how long; 0: for good
     * @param reason for the clients, too; or empty
     * @throws IOException with a sentence, where it can't be done
     */
    Banned ban(Target target, long forMillis, String reason) throws IOException;

    /**
     * Lifts a ban. Blocks until that is recorded.
     *
     * @return null where there is none of just that target
     * @throws IOException with a sentence, where it can't be done
     */
    @Nullable Sanction unban(Target target) throws IOException;

    /** Has a user say and tell nothing; all else works. As {@link #ban}. */
    Sanction mute(UserName user, long forMillis, String reason) throws IOException;

    /** Lifts a mute. As {@link #unban}. */
    @Nullable Sanction unmute(UserName user) throws IOException;

    /** The bans and mutes in force, the oldest first. */
    List<Sanction> sanctions();

    /**
     * Gives a registered user another password and ends all tokens; the user's connection stays. Blocks until it is
     * recorded.
     *
     * @throws IOException with a sentence, where it can't be done
     */
    void setPassword(UserName user, byte[] password) throws IOException;

    /**
     * Deletes an account and ends the user's connection. Blocks until that is recorded.
     *
     * @throws IOException with a sentence, where it can't be done
     */
    void deleteAccount(UserName user) throws IOException;
}
