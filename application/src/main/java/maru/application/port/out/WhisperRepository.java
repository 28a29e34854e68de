package maru.application.port.out;

import java.util.List;
import maru.application.port.Reply;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;

/** Whispers for registered users who are away. From any thread; never blocks. */
public interface WhisperRepository {
    /** A number for a whisper: higher than every one that was given before, by this store in all its lives. */
    long nextId();

    /** Keeps one; {@code limit} where as many wait for that user as may. Answered when it is safe. */
    void keep(Whisper whisper, Reply<Whisper> reply);

    /** Keeps one again that was taken and that nobody was shown, however many wait: it was promised before. */
    void putBack(Whisper whisper, Reply<Whisper> reply);

    /** Gives those kept for a user, in the order of their ids, and keeps them no longer. Answered when that is safe. */
    void take(UserName to, Reply<List<Whisper>> reply);
}
