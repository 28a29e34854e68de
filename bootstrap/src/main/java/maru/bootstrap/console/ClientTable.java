package maru.bootstrap.console;

import java.util.ArrayList;
import java.util.List;
import maru.application.port.ClientInfo;
import maru.bootstrap.logging.VisibleText;

/** Clients as rows of columns. */
final class ClientTable {
    private static final String[] HEAD = {
        "id", "name", "address", "dialect", "connected", "idle", "rooms", "watches", "bytes waiting"
    };

    private ClientTable() {}

    static List<String> of(List<ClientInfo> clients) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEAD);
        clients.forEach(client -> rows.add(cells(client)));
        return Table.lines(rows);
    }

    private static String[] cells(ClientInfo client) {
        return new String[] {
            Long.toString(client.id()),
            VisibleText.of(client.name()),
            VisibleText.of(client.address()),
            VisibleText.of(client.dialect()),
            span(client.connectedMillis()),
            span(client.idleMillis()),
            Integer.toString(client.rooms()),
            Integer.toString(client.watches()),
            Long.toString(client.bytesWaiting())
        };
    }

    /** The two largest of days, hours, minutes and seconds: {@code 3d 4h}, {@code 1m 5s}, {@code 7s}. */
    static String span(long millis) {
        long seconds = Math.max(0, millis) / 1_000;
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3_600 + "h " + seconds / 60 % 60 + "m";
        }
        return seconds / 86_400 + "d " + seconds / 3_600 % 24 + "h";
    }
}
