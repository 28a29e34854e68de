package maru.bootstrap.sessions;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A guest, or a name that somebody follows. */
final class ModelUser {
    /** For so long a name is held for the guest whose connection ended: 60 s, less or more a little. */
    private static final long CERTAINLY_HELD_NANOS = 58_000_000_000L;

    private static final long CERTAINLY_FREE_NANOS = 64_000_000_000L;

    final String identity;
    String shown;

    @Nullable ModelClient online;

    /** Null: there is none, or it has ended. */
    @Nullable String token;

    /** Tokens by which a script names them; they may have ended. */
    String firstToken = "none";

    String newestToken = "none";
    boolean wasSeen;
    final Set<ModelClient> followers = new LinkedHashSet<>();
    private long wentNanos;

    ModelUser(String identity) {
        this.identity = identity;
        this.shown = identity;
    }

    void comes(ModelClient client, String given) {
        online = client;
        token = given;
        newestToken = given;
        if (firstToken.equals("none")) {
            firstToken = given;
        }
        wasSeen = true;
    }

    void goes(boolean mayResume) {
        online = null;
        wentNanos = System.nanoTime();
        if (!mayResume) {
            token = null;
        }
    }

    /** Whether nobody else may have the name; where the time leaves it open, the server's word holds. */
    boolean isTaken(boolean asTheServerSays) {
        if (online != null || token == null) {
            return online != null;
        }
        long since = System.nanoTime() - wentNanos;
        return since < CERTAINLY_HELD_NANOS || (since < CERTAINLY_FREE_NANOS && asTheServerSays);
    }
}
