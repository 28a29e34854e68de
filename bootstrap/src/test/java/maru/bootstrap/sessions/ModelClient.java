package maru.bootstrap.sessions;

import org.jspecify.annotations.Nullable;

/** A connection. */
final class ModelClient {
    final Streams streams = new Streams();
    final KeyPushes keys = new KeyPushes();

    /** Null: it has not logged in. */
    @Nullable ModelUser user;
}
