package maru.application.port;

/** The reply to a request for something that may not be there. */
public interface Lookup<T> extends Reply<T> {
    /** It is not there. */
    void none();

    @Override
    Lookup<T> later();
}
