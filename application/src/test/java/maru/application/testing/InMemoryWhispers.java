package maru.application.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maru.application.port.Reply;
import maru.application.port.out.WhisperRepository;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;

/** Keeps whispers in a map. For one thread. */
public final class InMemoryWhispers implements WhisperRepository {
    private final Answers keepAnswers = new Answers();
    private final Answers takeAnswers = new Answers();
    private final Map<UserName, List<Whisper>> kept = new HashMap<>();
    private long lastId;

    /** How {@link #keep} is answered. */
    public Answers keepAnswers() {
        return keepAnswers;
    }

    /** How {@link #take} is answered. */
    public Answers takeAnswers() {
        return takeAnswers;
    }

    /** Those kept for a user. */
    public List<Whisper> keptFor(UserName to) {
        return List.copyOf(kept.getOrDefault(to, List.of()));
    }

    @Override
    public long nextId() {
        return ++lastId;
    }

    @Override
    public void keep(Whisper whisper, Reply<Whisper> reply) {
        List<Whisper> waiting = kept.computeIfAbsent(whisper.to(), any -> new ArrayList<>());
        waiting.add(whisper);
        keepAnswers.give(reply, taken -> taken.done(whisper), () -> waiting.remove(whisper));
    }

    @Override
    public void putBack(Whisper whisper, Reply<Whisper> reply) {
        keep(whisper, reply);
    }

    @Override
    public void take(UserName to, Reply<List<Whisper>> reply) {
        List<Whisper> taken = new ArrayList<>(keptFor(to));
        taken.sort(Comparator.comparingLong(Whisper::id));
        kept.remove(to);
        takeAnswers.give(reply, answered -> answered.done(taken), () -> kept.put(to, taken));
    }

    void forget(UserName user) {
        kept.remove(user);
    }
}
