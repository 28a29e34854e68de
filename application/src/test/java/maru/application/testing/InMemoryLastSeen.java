package maru.application.testing;

import java.util.HashMap;
import java.util.Map;
import maru.application.port.Lookup;
import maru.application.port.UserInfo;
import maru.application.port.out.LastSeenRepository;
import maru.domain.chat.UserName;

/** Keeps in a map when users went. For one thread. */
public final class InMemoryLastSeen implements LastSeenRepository {
    private final Answers answers = new Answers();
    private final Map<UserName, UserInfo> seen = new HashMap<>();

    /** How questions are answered. */
    public Answers answers() {
        return answers;
    }

    @Override
    public void seen(UserName user, long unixMillis) {
        seen.put(user, new UserInfo(user, false, unixMillis));
    }

    @Override
    public void find(UserName user, Lookup<UserInfo> reply) {
        answers.look(reply, taken -> {
            UserInfo found = seen.get(user);
            if (found == null) {
                taken.none();
            } else {
                taken.done(found);
            }
        });
    }
}
