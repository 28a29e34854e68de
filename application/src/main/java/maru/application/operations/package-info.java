/** What an operator sees and does. Called from the console's thread, never from an event loop. */
@NullMarked
package maru.application.operations;

import org.jspecify.annotations.NullMarked;
