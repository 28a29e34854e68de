package maru.adapter.socket.server;

import java.time.Duration;

/**
 * How clients are served.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param transport how sockets are waited for
 * @param loops how many event loops
 * @param heartbeat a watching or holding client that was silent for so long is pinged, and dead after twice as long
 * @param roomHold how long what a busy room tells may be kept back, to be sent with what comes after it; 0: not at all
 * @param maxFrameBytes the longest frame that a client may send
 * @param maxPushBytes the most bytes of pushes that may wait for one client
 * @param maxClients how many connections are served at once
 * @param requireLogin whether clients have to log in before they may do anything else
 * @param serverName name and version, as {@code hello} tells them
 */
public record SocketOptions(
        String host,
        int port,
        Transport transport,
        int loops,
        Duration heartbeat,
        Duration roomHold,
        int maxFrameBytes,
        int maxPushBytes,
        int maxClients,
        boolean requireLogin,
        String serverName) {}
