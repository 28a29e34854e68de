package maru.bootstrap.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One logger. Asked from any thread; never blocks, never throws. */
final class MaruLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient MaruLog log;
    private transient volatile int least;

    MaruLogger(String name, MaruLog log, Level level) {
        this.name = name;
        this.log = log;
        this.least = level.toInt();
    }

    void setLevel(Level level) {
        least = level.toInt();
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        if (!lets(level)) {
            log.lookForOutOfMemory(thrown);
            return;
        }
        try {
            String message = MessageFormatter.basicArrayFormat(format, arguments);
            log.add(LogLine.of(System.currentTimeMillis(), level, name, message, thrown), thrown);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            log.leaveOut();
        }
    }

    @Override
    public boolean isTraceEnabled() {
        return lets(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return lets(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return lets(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return true; // so that errors that end the process are seen, whatever is written
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    private boolean lets(Level level) {
        return level.toInt() >= least;
    }
}
