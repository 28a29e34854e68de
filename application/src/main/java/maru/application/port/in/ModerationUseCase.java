package maru.application.port.in;

import java.io.IOException;
import java.util.List;
import maru.application.port.ClientInfo;
import maru.application.port.RoomInfo;
import maru.domain.chat.UserName;

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
