package maru.bootstrap.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import maru.application.port.ClientInfo;
import maru.application.port.RoomInfo;
import maru.application.port.in.ModerationUseCase;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;

/** Two rooms, two users, of whom only alice has an account; writes down what is done. */
final class FakeModeration implements ModerationUseCase {
    final List<String> done = new ArrayList<>();

    @Override
    public List<RoomInfo> rooms() {
        return List.of(new RoomInfo(RoomName.GENERAL, 12), new RoomInfo(RoomName.of("lobby"), 0));
    }

    @Override
    public List<UserName> users() {
        return List.of(UserName.of("alice"), UserName.of("bob"));
    }

    @Override
    public List<ClientInfo> kick(String userOrId, String reason) {
        done.add("kick " + userOrId + " [" + reason + "]");
        return userOrId.equals("bob") || userOrId.equals("2") ? List.of(FakeOperations.BOB) : List.of();
    }

    @Override
    public void setPassword(UserName user, byte[] password) throws IOException {
        requireAlice(user);
        done.add("password of " + user + " is " + new String(password, StandardCharsets.UTF_8));
    }

    @Override
    public void deleteAccount(UserName user) throws IOException {
        requireAlice(user);
        done.add("delete " + user);
    }

    private static void requireAlice(UserName user) throws IOException {
        if (!user.equals(UserName.of("alice"))) {
            throw new IOException("there is no account " + user);
        }
    }
}
