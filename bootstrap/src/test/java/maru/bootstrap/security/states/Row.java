package maru.bootstrap.security.states;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A request, and how it is answered in each {@link State}: the name of the reply, or the code of the refusal.
 *
 * @param request in it {@code {me}} is the name of who asks, {@code {n}} a number that no other cell has
 * @param answers in the order of the states; "-": none
 */
record Row(String request, Map<State, String> answers) {
    /** The last answer of a row is that of all further states too. */
    private static final String TABLE = """
            hello<1>                               hello
            ping<>                                 pong
            pong<>                                 -
            quit<>                                 bye
            help<>                                 help
            help<get>                              help
            get<absent>                            none
            put<k,1>                               ok
            put<~zed/k,1>                          forbidden
            put<~{me}/k,1>                         forbidden        ok
            put-for<k,60,1>                        ok
            hold<hold-{n},1>                       ok
            del<absent>                            none
            entry<absent>                          none
            cas<cas-{n},0,1>                       ok
            add<n,1>                               value
            touch<absent,5>                        none
            keys<absent,10>                        keys
            watch<absent>                          watch
            unwatch<absent>                        ok
            login<new-{n}>                         welcome          already-logged-in
            login<zoe,wrong horse>                 bad-credentials  already-logged-in
            resume<nonsense>                       bad-credentials  already-logged-in
            register<new-{n},correct horse>        welcome          already-logged-in
            register<{me},correct horse>           welcome          welcome            name-taken    welcome    welcome
            password<correct horse,correct horse>  login-required   forbidden          welcome       forbidden  forbidden
            logout-all<>                           login-required   ok
            join<dev>                              login-required   joined
            join<new-{n}>                          login-required   joined
            leave<dev>                             login-required   not-a-member       not-a-member  left       not-a-member
            leave<absent>                          login-required   no-such-room
            say<dev,x>                             login-required   not-a-member       not-a-member  sent       not-a-member
            say<absent,x>                          login-required   no-such-room
            say-once<dev,k-{n},x>                  login-required   not-a-member       not-a-member  sent       not-a-member
            say-once<absent,k-{n},x>               login-required   no-such-room
            tell<zed,x>                            login-required   sent
            tell<nobody,x>                         login-required   no-such-user
            rooms<>                                login-required   rooms
            rooms<dev>                             login-required   rooms
            who<dev>                               login-required   not-a-member       not-a-member  who        not-a-member
            who<absent>                            login-required   no-such-room
            whois<zed>                             login-required   whois
            whois<nobody>                          login-required   no-such-user
            follow<zed>                            login-required   ok
            unfollow<zed>                          login-required   ok
            history<dev,5>                         login-required   not-a-member       not-a-member  history    not-a-member
            history<absent,5>                      login-required   no-such-room
            since<dev,1,0,5>                       login-required   not-a-member       not-a-member  gap        not-a-member
            since<absent,1,0,5>                    login-required   no-such-room
            no-such-command<>                      unknown-command
            get<>                                  bad-arguments
            put<k>                                 bad-arguments
            say<dev>                               bad-arguments
            """;

    static List<Row> all() {
        return TABLE.lines().map(Row::of).toList();
    }

    /** Columns stand two blanks apart. */
    private static Row of(String line) {
        Iterator<String> cells = List.of(line.strip().split("\\s{2,}")).iterator();
        String request = cells.next();
        Map<State, String> answers = new EnumMap<>(State.class);
        String answer = "";
        for (State state : State.values()) {
            answer = cells.hasNext() ? cells.next() : answer;
            answers.put(state, answer);
        }
        return new Row(request, answers);
    }

    String command() {
        return request.substring(0, request.indexOf('<'));
    }

    String answer(State state) {
        return Objects.requireNonNull(answers.get(state));
    }

    String request(String me, int number) {
        return request.replace("{me}", me).replace("{n}", Integer.toString(number));
    }
}
