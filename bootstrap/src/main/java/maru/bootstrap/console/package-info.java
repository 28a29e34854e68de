/**
 * The operator's console: plain lines on standard input, answered on standard output, on the thread {@code console}.
 * Whatever is typed, and whatever a command meets, the server goes on.
 */
@NullMarked
package maru.bootstrap.console;

import org.jspecify.annotations.NullMarked;
