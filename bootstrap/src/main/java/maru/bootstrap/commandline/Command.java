package maru.bootstrap.commandline;

/** What a command line asks for. */
public sealed interface Command {
    /** Run the server. */
    record Serve(MaruOptions options) implements Command {}

    /** Print this and end. */
    record Show(String text) implements Command {}
}
