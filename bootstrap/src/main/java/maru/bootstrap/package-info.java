/**
 * The only place that knows everybody: command line, wiring, console, log, and the process itself. {@link
 * maru.bootstrap.Main} reads what was typed, {@link maru.bootstrap.Lifecycle} starts, stops and ends the process,
 * {@link maru.bootstrap.Server} is what runs in it.
 */
@NullMarked
package maru.bootstrap;

import org.jspecify.annotations.NullMarked;
