/** Every command of the real server in every state that a connection can be in. */
@NullMarked
package maru.bootstrap.security.states;

import org.jspecify.annotations.NullMarked;
