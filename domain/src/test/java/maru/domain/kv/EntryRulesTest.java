package maru.domain.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryRulesTest {
    private static final long ALICE = 1;
    private static final long BOB = 2;
    private static final Terms EXPIRING = Terms.until(5_000, 900);

    @Test
    void casWritesOverTheVersionItExpectsOnly() {
        assertNull(EntryRules.refusalOfCas(entry("v", null), 7));
        assertEquals(Refusal.conflict(7), EntryRules.refusalOfCas(entry("v", null), 6));
        assertEquals(Refusal.conflict(7), EntryRules.refusalOfCas(entry("v", null), 0));
    }

    @Test
    void casOfVersionZeroMakesAKeyThatIsNotThere() {
        assertNull(EntryRules.refusalOfCas(null, 0));
        assertEquals(Refusal.conflict(0), EntryRules.refusalOfCas(null, 7));
    }

    @Test
    void holdTakesWhatIsFreeOrOnesOwn() {
        assertNull(EntryRules.refusalOfHold(null, ALICE));
        assertNull(EntryRules.refusalOfHold(entry("v", Terms.heldBy(ALICE)), ALICE));
        assertEquals(Refusal.conflict(7), EntryRules.refusalOfHold(entry("v", Terms.heldBy(ALICE)), BOB));
        assertEquals(Refusal.conflict(7), EntryRules.refusalOfHold(entry("v", null), ALICE));
        assertEquals(Refusal.conflict(7), EntryRules.refusalOfHold(entry("v", EXPIRING), ALICE));
    }

    @Test
    void touchOfAHeldKeyIsAConflict() {
        assertNull(EntryRules.refusalOfTouch(entry("v", null)));
        assertNull(EntryRules.refusalOfTouch(entry("v", EXPIRING)));
        assertEquals(Refusal.conflict(7), EntryRules.refusalOfTouch(entry("v", Terms.heldBy(ALICE))));
    }

    @Test
    void aChangeKeepsTheExpiry() {
        assertNull(EntryRules.termsAfterChange(null, ALICE));
        assertNull(EntryRules.termsAfterChange(entry("v", null), ALICE));
        assertSame(EXPIRING, EntryRules.termsAfterChange(entry("v", EXPIRING), ALICE));
    }

    @Test
    void aChangeKeepsTheHoldOfTheHolderOnly() {
        Terms held = Terms.heldBy(ALICE);
        assertSame(held, EntryRules.termsAfterChange(entry("v", held), ALICE));
        assertNull(EntryRules.termsAfterChange(entry("v", held), BOB));
    }

    @Test
    void addBeginsAtZero() {
        assertNull(EntryRules.refusalOfAdd(null, Long.MIN_VALUE));
        assertEquals(Long.MIN_VALUE, EntryRules.sum(null, Long.MIN_VALUE));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "41,1",
        "-5,3",
        "9223372036854775806,1",
        "9223372036854775807,-1",
        "-9223372036854775808,0",
        "-9223372036854775807,-1",
        "-9223372036854775808,9223372036854775807"
    })
    void addsWhatFits(String value, long amount) {
        assertNull(EntryRules.refusalOfAdd(entry(value, null), amount));
        assertEquals(Long.parseLong(value) + amount, EntryRules.sum(entry(value, null), amount));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807,1",
        "1,9223372036854775807",
        "-9223372036854775808,-1",
        "-1,-9223372036854775808",
        "-9223372036854775808,-9223372036854775808"
    })
    void addRefusesWhatDoesNotFit(String value, long amount) {
        Refusal refusal = EntryRules.refusalOfAdd(entry(value, null), amount);
        assertEquals(RefusalCode.CONFLICT, refusal.code());
        assertEquals(value + " + " + amount + " does not fit in 64 bits", refusal.detail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "1.5", " 1", "9223372036854775808"})
    void addRefusesWhatIsNoNumber(String value) {
        assertEquals(
                RefusalCode.CONFLICT,
                EntryRules.refusalOfAdd(entry(value, null), 1).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"~a/", "~alice/score", "~이름/x", "~~/x", "~a//"})
    void ownsKeysBelowAName(String key) {
        assertTrue(EntryRules.isOwned(view(key)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "~", "~/", "~/x", "~alice", "a~b/c", "/~a/b", "x~/"})
    void ownsNoOtherKeys(String key) {
        assertFalse(EntryRules.isOwned(view(key)));
    }

    @ParameterizedTest
    @CsvSource({
        "alice,~alice/score",
        "alice,~ALICE/score",
        "Alice,~alice/",
        "alice,~Ａlice/a/b",
        "Straße,~STRASSE/x",
        "\u00e9,~e\u0301/x",
        "7,~7/x"
    })
    void aKeyBelongsToTheUserOfThatNameHoweverSpelled(String user, String key) {
        assertTrue(EntryRules.isOwner(UserName.of(user), view(key)));
    }

    @ParameterizedTest
    @CsvSource({"alice,~alicf/x", "alice,~alice /x", "alice,~alic/e", "alice,~~alice/x", "a,~a\u200d/x", "bob,~~/x"})
    void aKeyBelongsToNobodyElse(String user, String key) {
        assertTrue(EntryRules.isOwned(view(key)));
        assertFalse(EntryRules.isOwner(UserName.of(user), view(key)));
    }

    @Test
    void aKeyBelongsToNobodyWhereItsOwnerIsNotUtf8() {
        KeyView view = new KeyView();
        byte[] key = {'~', 'a', (byte) 0xff, '/', 'x'};
        view.set(key, 0, key.length);
        assertTrue(EntryRules.isOwned(view));
        assertFalse(EntryRules.isOwner(UserName.of("a"), view));
    }

    @Test
    void looksForTheOwnerInTheKeyAlone() {
        KeyView view = new KeyView();
        byte[] buffer = "x~bob/y~al/".getBytes(StandardCharsets.UTF_8);
        view.set(buffer, 1, 7);
        assertTrue(EntryRules.isOwner(UserName.of("bob"), view));
        assertFalse(EntryRules.isOwner(UserName.of("al"), view));
    }

    @Test
    void looksAtTheKeyAndNotAtWhatStandsAroundIt() {
        KeyView view = new KeyView();
        byte[] buffer = "~a/~bc/d".getBytes(StandardCharsets.UTF_8);
        view.set(buffer, 3, 6);
        assertFalse(EntryRules.isOwned(view));
        view.set(buffer, 3, 7);
        assertTrue(EntryRules.isOwned(view));
    }

    private static Entry entry(String value, Terms terms) {
        byte[] data = ("k" + value).getBytes(StandardCharsets.UTF_8);
        return Entry.of(data, 1, 7, terms);
    }

    private static KeyView view(String key) {
        return new KeyView().set(Key.of(key));
    }
}
