package maru.bootstrap.wiring;

import maru.application.limits.Limit;
import maru.application.port.out.LimitLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line each in the log. */
final class LoggedLimits implements LimitLog {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedLimits.class);

    @Override
    public void exceeded(Limit limit, long times, String who, boolean refused) {
        LOG.warn("limit_exceeded limit={} times={} refused={} {}", limit.word(), times, refused, who);
    }
}
