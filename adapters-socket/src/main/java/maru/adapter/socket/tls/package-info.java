/** TLS: the certificate and its key, and the handler that a connection within TLS has besides. */
@NullMarked
package maru.adapter.socket.tls;

import org.jspecify.annotations.NullMarked;
