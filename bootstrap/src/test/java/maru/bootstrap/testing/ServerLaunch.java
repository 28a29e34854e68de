package maru.bootstrap.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a {@link ServerProcess} is started: in which folder, with which JVM options, behind which command. */
public final class ServerLaunch {
    private final Path folder;
    private final List<String> before = new ArrayList<>();
    private final List<String> jvm = new ArrayList<>(List.of("-Xmx512m"));
    private final Map<String, String> environment = new HashMap<>();

    public ServerLaunch(Path folder) {
        this.folder = folder;
    }

    /** Options of the JVM; a later one of a kind wins. */
    public ServerLaunch jvm(String... options) {
        jvm.addAll(List.of(options));
        return this;
    }

    /** What stands before {@code java} in the command: a program that ends by running the rest. */
    public ServerLaunch behind(String... command) {
        before.addAll(List.of(command));
        return this;
    }

    /** Behind a shell that first does so much: {@code ulimit -n 512}. The process keeps its id. */
    public ServerLaunch after(String shellCommand) {
        return behind("bash", "-c", shellCommand + " && exec \"$@\"", "bash");
    }

    public ServerLaunch environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Starts a process and does not wait. */
    public ServerProcess launch(String... arguments) throws IOException {
        Path errors = Files.createTempFile(folder, "server", ".stderr");
        ProcessBuilder builder = new ProcessBuilder(command(arguments))
                .directory(folder.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), errors);
    }

    /** Starts a server on any free port and waits until it serves. */
    public ServerProcess start(String store, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(store, "--port", "0"));
        arguments.addAll(List.of(options));
        return launch(arguments.toArray(String[]::new)).awaitReady();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "maru.bootstrap.Main"));
        command.addAll(List.of(arguments));
        return command;
    }
}
