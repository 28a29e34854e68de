package maru.adapter.persistence.table;

import maru.domain.Refusal;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryRules;
import maru.domain.kv.Terms;
import org.jspecify.annotations.Nullable;

/** The ways to write a value, by what the domain's rules say of them. {@code found} is null where no key is. */
enum Verb {
    PUT {
        @Override
        @Nullable Refusal refusal(@Nullable Entry found, long argument, long caller) {
            return null;
        }

        @Override
        @Nullable Terms terms(@Nullable Entry found, @Nullable Terms asked, long caller) {
            return asked;
        }
    },
    HOLD {
        @Override
        @Nullable Refusal refusal(@Nullable Entry found, long argument, long caller) {
            return EntryRules.refusalOfHold(found, caller);
        }

        @Override
        @Nullable Terms terms(@Nullable Entry found, @Nullable Terms asked, long caller) {
            return asked;
        }
    },
    /** The argument is the version expected. */
    COMPARE_AND_SET {
        @Override
        @Nullable Refusal refusal(@Nullable Entry found, long argument, long caller) {
            return EntryRules.refusalOfCas(found, argument);
        }
    },
    /** The argument is the amount. */
    ADD {
        @Override
        @Nullable Refusal refusal(@Nullable Entry found, long argument, long caller) {
            return EntryRules.refusalOfAdd(found, argument);
        }
    };

    abstract @Nullable Refusal refusal(@Nullable Entry found, long argument, long caller);

    /** On what terms the entry is there afterwards. */
    @Nullable Terms terms(@Nullable Entry found, @Nullable Terms asked, long caller) {
        return EntryRules.termsAfterChange(found, caller);
    }
}
