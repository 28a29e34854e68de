package maru.application.port.in;

import java.net.InetAddress;
import maru.application.port.Farewell;
import org.jspecify.annotations.Nullable;

/** Asked of every connection that comes. From any thread; takes no lock. */
public interface AdmissionUseCase {
    /** What somebody from there is told, or null: who is not banned. */
    @Nullable Farewell banOf(InetAddress address);
}
