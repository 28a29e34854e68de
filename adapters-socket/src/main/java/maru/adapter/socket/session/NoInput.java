package maru.adapter.socket.session;

/** The input of a session that has none yet. */
enum NoInput implements Input {
    INSTANCE;

    @Override
    public String dialect() {
        return "?";
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
        throw new IllegalStateException("bytes before the session has begun");
    }
}
