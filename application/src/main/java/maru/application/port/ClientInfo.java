package maru.application.port;

/**
 * One connection as the operator sees it.
 *
 * @param id the connection's number
 * @param name the user's name, {@code -} where nobody has logged in
 * @param address address and port of the other end
 * @param dialect {@code frames} or {@code lines}, {@code ?} as long as it is not known
 * @param connectedMillis how long it has been there
 * @param idleMillis how long nothing came from it
 * @param rooms how many rooms it is in
 * @param watches how many prefixes it watches
 * @param bytesWaiting how many bytes wait for it to read
 */
public record ClientInfo(
        long id,
        String name,
        String address,
        String dialect,
        long connectedMillis,
        long idleMillis,
        int rooms,
        int watches,
        long bytesWaiting) {}
