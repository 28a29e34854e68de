package maru.application.port.out;

import java.util.Map;

/** Somebody who counts. */
public interface StatisticsSource {
    /** Names such as {@code store.keys} to their values of about now. From any thread. */
    Map<String, Long> statistics();
}
