/**
 * The operator's console: lines on standard input, answered on standard output, on the thread {@code console}. Whatever
 * is typed, and whatever a command meets, the server goes on. Only {@link maru.bootstrap.console.TerminalPrompt} and
 * {@link maru.bootstrap.console.SystemTerminal} know JLine.
 */
@NullMarked
package maru.bootstrap.console;

import org.jspecify.annotations.NullMarked;
