package maru.adapter.socket.tls;

import java.nio.file.Path;

/**
 * How TLS is offered.
 *
 * @param certificate a file in PEM: the certificate, and those behind it up to one that clients know
 * @param key a file in PEM: the certificate's key, in the format PKCS#8
 * @param only whether clients without TLS are closed
 */
public record TlsOptions(Path certificate, Path key, boolean only) {}
