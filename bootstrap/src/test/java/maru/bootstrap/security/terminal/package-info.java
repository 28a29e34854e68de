/** What clients send and operators type, with control characters in all of it: what the console, the log and people see. */
@NullMarked
package maru.bootstrap.security.terminal;

import org.jspecify.annotations.NullMarked;
