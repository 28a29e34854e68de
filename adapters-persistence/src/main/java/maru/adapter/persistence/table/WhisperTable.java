package maru.adapter.persistence.table;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;

/** Whispers that wait, by receiver and id. Guarded by the store's lock. */
public final class WhisperTable {
    private final Map<UserName, NavigableMap<Long, Whisper>> byReceiver = new HashMap<>();

    int waitingFor(UserName to) {
        NavigableMap<Long, Whisper> waiting = byReceiver.get(to);
        return waiting == null ? 0 : waiting.size();
    }

    public void put(Whisper whisper) {
        byReceiver.computeIfAbsent(whisper.to(), to -> new TreeMap<>()).put(whisper.id(), whisper);
    }

    public void putAll(Collection<Whisper> whispers) {
        whispers.forEach(this::put);
    }

    public void remove(Whisper whisper) {
        NavigableMap<Long, Whisper> waiting = byReceiver.get(whisper.to());
        if (waiting != null && waiting.remove(whisper.id()) != null && waiting.isEmpty()) {
            byReceiver.remove(whisper.to());
        }
    }

    /** Removes those that wait for a user and gives them, in the order of their ids. */
    List<Whisper> take(UserName to) {
        NavigableMap<Long, Whisper> waiting = byReceiver.remove(to);
        return waiting == null ? List.of() : List.copyOf(waiting.values());
    }

    public void clear() {
        byReceiver.clear();
    }
}
