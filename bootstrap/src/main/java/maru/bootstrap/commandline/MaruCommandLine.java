package maru.bootstrap.commandline;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import maru.bootstrap.logging.VisibleText;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What may be typed behind {@code java -jar bootstrap.jar}: a store, and options before and behind it. */
public final class MaruCommandLine {
    private static final String PROGRAM = "java -jar bootstrap.jar";

    private final Machine machine;
    private final CommandLine parser;
    private final String version;

    /** @param version of the program, for {@code --version} */
    public MaruCommandLine(Machine machine, String version) {
        this.machine = machine;
        this.version = version;
        parser = new CommandLine(spec(machine)).setExpandAtFiles(false).setInterpolateVariables(false);
    }

    public Command parse(String... arguments) throws WrongCommandLineException {
        ParseResult typed = read(arguments);
        if (typed.isUsageHelpRequested()) {
            return new Command.Show(parser.getUsageMessage(Ansi.OFF).stripTrailing());
        }
        if (typed.isVersionHelpRequested()) {
            return new Command.Show("Maru " + version);
        }
        StoreKind store = store(typed);
        Map<Setting, String> texts = texts(typed);
        refuseWithoutMeaning(store, texts);
        MaruOptions options = MaruOptions.of(store, new Values(texts, machine), machine);
        refuseLogInStore(options);
        return new Command.Serve(options);
    }

    /** How to see what there is: the end of every complaint. */
    public static String advice() {
        return PROGRAM + " --help shows what it takes";
    }

    private ParseResult read(String... arguments) throws WrongCommandLineException {
        try {
            return parser.parseArgs(arguments);
        } catch (UnmatchedArgumentException e) {
            String word = e.getUnmatched().get(0);
            throw new WrongCommandLineException(
                    (word.startsWith("-") ? "there is no option " : "there is one word too many: ")
                            + VisibleText.of(word));
        } catch (ParameterException e) {
            throw new WrongCommandLineException(VisibleText.of(String.valueOf(e.getMessage())));
        }
    }

    private static StoreKind store(ParseResult typed) throws WrongCommandLineException {
        String word = typed.matchedPositionalValue(0, "");
        return switch (word) {
            case "mem" -> StoreKind.MEM;
            case "rdb" -> StoreKind.RDB;
            case "" ->
                throw new WrongCommandLineException(
                        "the first word is the store, mem (in memory) or rdb (on disk), and there is none");
            default ->
                throw new WrongCommandLineException(
                        "the first word is the store, mem (in memory) or rdb (on disk), and not '"
                                + VisibleText.of(word) + "'");
        };
    }

    private static Map<Setting, String> texts(ParseResult typed) {
        Map<Setting, String> texts = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            OptionSpec option = typed.matchedOption(setting.option());
            if (option != null) {
                texts.put(setting, text(option));
            }
        }
        return texts;
    }

    private static String text(OptionSpec option) {
        Object value = option.getValue();
        return value instanceof String[] values ? String.join(",", values) : String.valueOf(value);
    }

    /** What only stands in the environment is let be: that may be the same for both stores. */
    private static void refuseWithoutMeaning(StoreKind store, Map<Setting, String> typed)
            throws WrongCommandLineException {
        for (Setting setting : typed.keySet()) {
            String refusal = setting.refusal(store);
            if (refusal != null) {
                throw new WrongCommandLineException(refusal);
            }
        }
    }

    private static void refuseLogInStore(MaruOptions options) throws WrongCommandLineException {
        Path log = options.logFile().toAbsolutePath().normalize();
        if (log.equals(options.database().toAbsolutePath().normalize())) {
            throw new WrongCommandLineException(
                    "--db and --log-file are the same file, " + VisibleText.of(log.toString()));
        }
    }

    private static CommandSpec spec(Machine machine) {
        CommandSpec spec = CommandSpec.create().name(PROGRAM);
        spec.usageMessage()
                .customSynopsis(PROGRAM + " mem|rdb [options]")
                .description("A server for state and talk: keys and values, told to whoever watches them.")
                .sortOptions(false)
                .width(100)
                .footer("Each option is also a variable of the environment (--max-frame: MARU_MAX_FRAME);"
                        + " the command line wins.");
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .type(String.class)
                .paramLabel("mem|rdb")
                .description("where entries are kept: in memory only, or in a file as well")
                .build());
        for (Setting setting : Setting.values()) {
            spec.addOption(option(setting, machine));
        }
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("shows this")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("shows which Maru this is")
                .build());
        return spec;
    }

    private static OptionSpec option(Setting setting, Machine machine) {
        String label = setting.label();
        OptionSpec.Builder option = OptionSpec.builder(setting.option());
        if (label == null) {
            return option.type(boolean.class).description(setting.purpose()).build();
        }
        String preset = setting.preset(machine);
        return option.type(setting.isRepeatable() ? String[].class : String.class)
                .paramLabel(label)
                .description(setting.purpose() + (preset.isEmpty() ? "" : " (" + preset + ")"))
                .build();
    }
}
