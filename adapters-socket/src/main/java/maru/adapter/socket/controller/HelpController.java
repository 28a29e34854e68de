package maru.adapter.socket.controller;

import static maru.adapter.socket.controller.Field.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.session.Replies;
import maru.adapter.socket.session.Session;
import maru.domain.Refusal;

/** {@code help}: the table of commands, as people read it. */
final class HelpController extends Controller {
    private static final byte[] HELP = FrameWriter.name("help");
    private static final byte[] USAGE = FrameWriter.name("usage");

    private final List<Command> listed = new ArrayList<>();
    private final Command help = Command.of(
                    "help", "help<put>", "how all commands, or this one, are used", this::help, value("command"))
            .withOptionalLast()
            .forAnybody();

    HelpController(List<Command> others) {
        listed.addAll(others);
        listed.add(help);
        listed.removeIf(command -> !command.isListed());
        listed.sort(Comparator.comparing(Command::name));
    }

    @Override
    List<Command> commands() {
        return List.of(help);
    }

    private void help(Session session, Request request) {
        FrameWriter out = session.outbox().writer();
        if (request.count() == 0) {
            write(listed, out);
            return;
        }
        String name = new String(request.value(0).toByteArray(), StandardCharsets.UTF_8);
        List<Command> named =
                listed.stream().filter(command -> command.name().equals(name)).toList();
        if (named.isEmpty()) {
            Replies.error(out, Refusal.badArguments("there is no such command, help<> lists those there are"));
        } else {
            write(named, out);
        }
    }

    private static void write(List<Command> commands, FrameWriter out) {
        out.open(HELP).field(commands.size()).close();
        commands.forEach(command ->
                out.open(USAGE).field(command.usage()).field(command.meaning()).close());
    }
}
