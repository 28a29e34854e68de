package maru.bootstrap.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import maru.application.port.BanMatches;
import maru.application.port.Banned;
import maru.application.port.ClientInfo;
import maru.application.port.RoomInfo;
import maru.application.port.in.ModerationUseCase;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Target;

/** Two rooms, two users, of whom only alice has an account; writes down what is done, and fails where it is told to. */
final class FakeModeration implements ModerationUseCase {
    static final long NOW = 1_772_368_200_000L;

    final List<String> done = new ArrayList<>();
    final List<Sanction> sanctions = new ArrayList<>();
    List<ClientInfo> matching = List.of();
    IOException failure;

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
    public BanMatches matches(Target target) {
        List<Sanction> overlapping = sanctions.stream()
                .filter(held -> held.target().overlaps(target))
                .toList();
        return new BanMatches(target, matching, matching.size() / 2, overlapping);
    }

    @Override
    public Banned ban(Target target, long forMillis, String reason) throws IOException {
        done.add("ban " + target + " " + forMillis + " [" + reason + "]");
        return new Banned(put(Sanction.Kind.BAN, target, forMillis, reason), matching.size());
    }

    @Override
    public Sanction unban(Target target) throws IOException {
        done.add("unban " + target);
        return lift(Sanction.Kind.BAN, target);
    }

    @Override
    public Sanction mute(UserName user, long forMillis, String reason) throws IOException {
        done.add("mute " + user + " " + forMillis + " [" + reason + "]");
        return put(Sanction.Kind.MUTE, Target.of(user), forMillis, reason);
    }

    @Override
    public Sanction unmute(UserName user) throws IOException {
        done.add("unmute " + user);
        return lift(Sanction.Kind.MUTE, Target.of(user));
    }

    @Override
    public List<Sanction> sanctions() {
        return sanctions;
    }

    private Sanction put(Sanction.Kind kind, Target target, long forMillis, String reason) throws IOException {
        if (failure != null) {
            throw failure;
        }
        Sanction sanction = new Sanction(kind, target, NOW, forMillis == 0 ? 0 : NOW + forMillis, reason);
        sanctions.add(sanction);
        return sanction;
    }

    private Sanction lift(Sanction.Kind kind, Target target) {
        Sanction.Key key = new Sanction.Key(kind, target);
        Sanction found = sanctions.stream()
                .filter(held -> held.key().equals(key))
                .findFirst()
                .orElse(null);
        sanctions.remove(found);
        return found;
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
