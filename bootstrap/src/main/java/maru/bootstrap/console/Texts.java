package maru.bootstrap.console;

import java.nio.charset.StandardCharsets;
import maru.domain.Refusal;
import maru.domain.chat.Text;

/** Texts as an operator types them. */
final class Texts {
    private Texts() {}

    static Text of(String typed) throws WrongCommandException {
        byte[] utf8 = typed.getBytes(StandardCharsets.UTF_8);
        Refusal refusal = Text.refusal(utf8, 0, utf8.length);
        if (refusal != null) {
            throw new WrongCommandException(refusal.detail());
        }
        return Text.ofChecked(utf8, 0, utf8.length);
    }
}
