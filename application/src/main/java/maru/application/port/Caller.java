package maru.application.port;

/** Who asks: one connection. The socket adapter's session is one. */
public interface Caller {
    /** Above 0, and never given to another connection while the process runs. */
    long id();

    /** Where this caller's requests come from, and where its answers go. */
    Lane lane();
}
