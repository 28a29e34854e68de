package maru.application.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import maru.application.port.ClientInfo;
import maru.application.port.in.OperationsUseCase;
import maru.application.port.out.ClientDirectory;
import maru.application.port.out.StatisticsSource;
import maru.application.port.out.StoreBackup;

/** Gathers what the adapters know for the operator. */
public final class OperationsService implements OperationsUseCase {
    private final ClientDirectory directory;
    private final List<StatisticsSource> sources;
    private final StoreBackup store;

    public OperationsService(ClientDirectory directory, List<StatisticsSource> sources, StoreBackup store) {
        this.directory = directory;
        this.sources = List.copyOf(sources);
        this.store = store;
    }

    @Override
    public List<ClientInfo> clients(String filter) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        return directory.clients().stream()
                .filter(client -> describe(client).contains(wanted))
                .toList();
    }

    @Override
    public SortedMap<String, Long> statistics() {
        SortedMap<String, Long> figures = new TreeMap<>();
        sources.forEach(source -> figures.putAll(source.statistics()));
        return figures;
    }

    @Override
    public long backup(Path file) throws IOException {
        return store.backup(file);
    }

    private static String describe(ClientInfo client) {
        return String.join(" ", Long.toString(client.id()), client.name(), client.address(), client.dialect())
                .toLowerCase(Locale.ROOT);
    }
}
