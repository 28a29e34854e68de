package maru.bootstrap.commandline;

import org.jspecify.annotations.Nullable;

/** Which Maru this is, as the jar's manifest has it. */
public final class Version {
    /** Such as {@code 0.1.0}. */
    public static final String NUMBER = number(Version.class.getPackage().getImplementationVersion());

    private Version() {}

    /** @param packaged null where the classes are not in a jar */
    private static String number(@Nullable String packaged) {
        return packaged == null ? "unpackaged" : packaged;
    }
}
