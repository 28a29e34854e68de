package maru.application.port.in;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import maru.application.port.ClientInfo;

/** What an operator may see and do. Called from the console's thread: these calls may take long and may block. */
public interface OperationsUseCase {
    /** The connections whose name, address, dialect or id contains the filter, all for an empty one; oldest first. */
    List<ClientInfo> clients(String filter);

    /** How the server is: name of the figure to its value, in the order of the names. */
    SortedMap<String, Long> statistics();

    /**
     * Writes a copy of the whole store, as it is at one moment, to a file that does not exist yet. Serving goes on
     * meanwhile. A copy that fails leaves nothing under the file's name.
     *
     * @return the bytes written
     * @throws IOException with a sentence for the operator: the file exists, there is no room, the store keeps nothing
     *     on disk, …
     */
    long backup(Path file) throws IOException;
}
