package maru.adapter.socket.frame;

/** Where {@link FrameParser} is, between two of its calls. */
enum ParserState {
    /** Before a frame: blanks are skipped. */
    BETWEEN,
    /** In what may still be a name. */
    NAME,
    /** In something that is no name, before any {@code <}: a blank ends it. */
    NO_NAME,
    /** Behind the {@code <}. */
    FIELDS,
    /** In a frame over the limit that was reported already: everything up to its end is skipped. */
    SKIPPING,
    /** The same before any {@code <}: a blank ends it. */
    SKIPPING_NO_NAME
}
