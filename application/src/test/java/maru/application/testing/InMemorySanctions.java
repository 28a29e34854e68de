package maru.application.testing;

import maru.application.admission.Sanctions;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.out.SanctionRepository;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.moderation.Sanction;

/** Keeps bans and mutes in the JVM. A change is in force when it is answered. For one thread. */
public final class InMemorySanctions implements SanctionRepository {
    private final Answers answers = new Answers();
    private final TimeSource time;
    private final Sanctions current = new Sanctions();

    public InMemorySanctions(TimeSource time) {
        this.time = time;
    }

    /** How changes are answered. */
    public Answers answers() {
        return answers;
    }

    @Override
    public Sanctions current() {
        return current;
    }

    @Override
    public void put(Sanction sanction, Reply<Sanction> reply) {
        long now = time.unixMillis();
        boolean isNew =
                current.holding(now).stream().noneMatch(held -> held.key().equals(sanction.key()));
        if (isNew && current.holding(now).size() >= MAX_KEPT) {
            reply.refused(new Refusal(RefusalCode.LIMIT, MAX_KEPT + " are kept"));
            return;
        }
        answers.give(
                reply,
                taken -> {
                    current.removeEnded(now);
                    current.put(sanction);
                    taken.done(sanction);
                },
                () -> {});
    }

    @Override
    public void lift(Sanction.Key key, Lookup<Sanction> reply) {
        answers.look(
                reply,
                taken -> current.holding(time.unixMillis()).stream()
                        .filter(held -> held.key().equals(key))
                        .findFirst()
                        .ifPresentOrElse(
                                held -> {
                                    current.remove(key);
                                    taken.done(held);
                                },
                                taken::none));
    }
}
