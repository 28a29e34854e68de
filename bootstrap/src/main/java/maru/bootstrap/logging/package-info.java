/**
 * Logging: what stands between SLF4J and slf4j-simple. The level of each logger, changeable while the server runs; the
 * newest lines for the console; the log file. Any thread logs and none waits for it: lines are written by the thread
 * {@code log}.
 */
@NullMarked
package maru.bootstrap.logging;

import org.jspecify.annotations.NullMarked;
