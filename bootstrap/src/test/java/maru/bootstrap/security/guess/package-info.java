/** Who guesses passwords, and who takes a name that looks like another's. */
@NullMarked
package maru.bootstrap.security.guess;

import org.jspecify.annotations.NullMarked;
