/** TLS, and first lines of other protocols. With the real process. */
@NullMarked
package maru.bootstrap.security.tls;

import org.jspecify.annotations.NullMarked;
