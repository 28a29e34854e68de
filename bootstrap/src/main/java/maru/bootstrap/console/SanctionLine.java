package maru.bootstrap.console;

import maru.domain.Refusal;
import maru.domain.moderation.AddressRange;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Target;

/**
 * What is typed behind {@code ban} and {@code mute}: for whom, then for how long, then why. What looks like an address is
 * one, unless {@code --user} stands before it. The word {@code --} ends the terms, for a reason that begins with a digit.
 *
 * @param forMillis 0: for good
 * @param reason empty: none was given
 */
record SanctionLine(Target target, long forMillis, String reason) {
    private static final String USER = "--user";

    /** Of a command that takes addresses as well. */
    static SanctionLine ofAny(String typed) throws WrongCommandException {
        return parse(typed, true);
    }

    /** Of a command that takes users only. */
    static SanctionLine ofUser(String typed) throws WrongCommandException {
        return parse(typed, false);
    }

    private static SanctionLine parse(String typed, boolean takesAddresses) throws WrongCommandException {
        Head head = Head.of(typed);
        boolean isUser = !takesAddresses;
        if (head.word().equals(USER)) {
            isUser = true;
            head = Head.of(head.rest());
        }
        if (head.word().isEmpty()) {
            throw new WrongCommandException(
                    takesAddresses ? "the name or the address is missing" : "the name of the user is missing");
        }
        Target target = target(head.word(), isUser);
        Head time = Head.of(head.rest());
        if (time.word().equals("--")) {
            return new SanctionLine(target, 0, reason(time.rest()));
        }
        return isTime(time.word())
                ? new SanctionLine(target, millis(time.word()), reason(withoutDashes(time.rest())))
                : new SanctionLine(target, 0, reason(head.rest()));
    }

    private static Target target(String typed, boolean isUser) throws WrongCommandException {
        if (isUser || !AddressRange.isMeant(typed)) {
            return Target.of(Names.user(typed));
        }
        Refusal refusal = AddressRange.refusal(typed);
        if (refusal != null) {
            throw new WrongCommandException(refusal.detail());
        }
        return Target.of(AddressRange.of(typed));
    }

    private static String withoutDashes(String rest) {
        Head head = Head.of(rest);
        return head.word().equals("--") ? head.rest() : rest;
    }

    private static boolean isTime(String word) {
        return !word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9';
    }

    /** A number alone is minutes. */
    private static long millis(String word) throws WrongCommandException {
        boolean isNumber = word.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            return TimeSpan.millis(isNumber ? word + "m" : word);
        } catch (WrongCommandException e) {
            throw new WrongCommandException(e.getMessage() + "; -- stands before a reason that begins with a digit");
        }
    }

    private static String reason(String typed) throws WrongCommandException {
        String reason = typed.strip();
        if (reason.isEmpty()) {
            return reason;
        }
        Texts.of(reason);
        int length = reason.codePointCount(0, reason.length());
        if (length > Sanction.MAX_REASON) {
            throw new WrongCommandException(
                    "a reason has at most " + Sanction.MAX_REASON + " characters, this one has " + length);
        }
        return reason;
    }
}
