package maru.adapter.socket.tls;

/** The certificate or its key can't be had; the message is one sentence for the operator that says why. */
public final class TlsException extends Exception {
    private static final long serialVersionUID = 1L;

    TlsException(String sentence) {
        super(sentence);
    }
}
