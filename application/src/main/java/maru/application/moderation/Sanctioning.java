package maru.application.moderation;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import maru.application.admission.Admission;
import maru.application.port.BanMatches;
import maru.application.port.Caller;
import maru.application.port.ClientInfo;
import maru.application.port.Farewell;
import maru.application.port.out.AccountRepository;
import maru.application.port.out.Audience;
import maru.application.port.out.ClientDirectory;
import maru.application.port.out.SanctionRepository;
import maru.application.port.out.TimeSource;
import maru.application.reply.AwaitedReply;
import maru.application.users.Users;
import maru.domain.chat.UserName;
import maru.domain.moderation.AddressRange;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Target;
import org.jspecify.annotations.Nullable;

/** Bans and mutes: recorded first, then those they are for are met. Blocks, as an operator may. */
public final class Sanctioning {
    private final SanctionRepository sanctions;
    private final Admission admission;
    private final Users users;
    private final AccountRepository accounts;
    private final Audience audience;
    private final ClientDirectory clients;
    private final TimeSource time;

    public Sanctioning(
            SanctionRepository sanctions,
            Admission admission,
            Users users,
            AccountRepository accounts,
            Audience audience,
            ClientDirectory clients,
            TimeSource time) {
        this.sanctions = sanctions;
        this.admission = admission;
        this.users = users;
        this.accounts = accounts;
        this.audience = audience;
        this.clients = clients;
        this.time = time;
    }

    BanMatches matches(Target target) {
        Set<Long> ids = callers(target).stream().map(Caller::id).collect(Collectors.toSet());
        List<ClientInfo> connections = clients.clients().stream()
                .filter(client -> ids.contains(client.id()))
                .toList();
        List<Sanction> overlapping = holding().stream()
                .filter(held ->
                        held.kind() == Sanction.Kind.BAN && held.target().overlaps(target))
                .toList();
        return new BanMatches(target, connections, registered(target, connections), overlapping);
    }

    private int registered(Target target, List<ClientInfo> connections) {
        UserName user = target.user();
        if (user != null) {
            return isRegistered(user) ? 1 : 0;
        }
        return (int) connections.stream()
                .map(ClientInfo::name)
                .filter(name -> UserName.refusal(name) == null && isRegistered(UserName.of(name)))
                .count();
    }

    private boolean isRegistered(UserName user) {
        return accounts.find(user) != null;
    }

    private List<Caller> callers(Target target) {
        AddressRange range = target.range();
        if (range != null) {
            return audience.from(address -> range.contains(address.getAddress()));
        }
        UserName user = target.user();
        Caller caller = user == null ? null : users.find(user);
        return caller == null ? List.of() : List.of(caller);
    }

    List<Sanction> holding() {
        return sanctions.current().holding(time.unixMillis());
    }

    /** What is recorded is in force: who came before it is found here, and who comes after it is turned away. */
    List<Caller> ban(Sanction ban) throws IOException {
        put(ban);
        Farewell farewell = admission.farewell(ban);
        List<Caller> ended = callers(ban.target());
        ended.forEach(caller -> audience.end(caller, Audience.Ending.BANNED, farewell));
        return ended;
    }

    void put(Sanction sanction) throws IOException {
        AwaitedReply<Sanction> reply = new AwaitedReply<>();
        sanctions.put(sanction, reply);
        reply.await();
    }

    @Nullable Sanction lift(Sanction.Key key) throws IOException {
        AwaitedReply<Sanction> reply = new AwaitedReply<>();
        sanctions.lift(key, reply);
        return reply.awaitOrNull();
    }

    Sanction now(Sanction.Kind kind, Target target, long forMillis, String reason) {
        long now = time.unixMillis();
        return new Sanction(kind, target, now, forMillis == 0 ? Sanction.FOR_GOOD : now + forMillis, reason);
    }
}
