package maru.application.port.out;

import maru.application.admission.Sanctions;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.domain.moderation.Sanction;

/** The operators' bans and mutes. From any thread; never blocks. */
public interface SanctionRepository {
    /** The most that are kept at a time. */
    int MAX_KEPT = 10_000;

    /** Those that are safe, always the same object, not to be changed; some may have ended. For every request. */
    Sanctions current();

    /**
     * Keeps one, in the place of one of its kind for the same; those that have ended go. Answered when it is safe, and in
     * {@link #current}; {@code limit} where {@link #MAX_KEPT} are in force.
     */
    void put(Sanction sanction, Reply<Sanction> reply);

    /** Keeps it no longer; none where there is none in force. Answered when that is safe. */
    void lift(Sanction.Key key, Lookup<Sanction> reply);
}
