package dev.pgsonde.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that is not ours: it ends when we die, and finds secrets in its environment, not on its command line. */
public record Tool(String name, List<String> command, Map<String, String> secrets) {
    private static final String KEEPER = """
            exec 3<&0
            while [ "$1" != -- ]; do
                read -r secret <"$2"
                export "$1=$secret"
                shift 2
            done
            shift
            "$@" 3<&- </dev/null &
            tool=$!
            trap 'kill $tool' TERM
            { while read -r line; do :; done; kill $tool; } <&3 3<&- 2>/dev/null &
            watch=$!
            exec 3<&-
            while :; do
                wait $tool
                code=$?
                kill -0 $tool 2>/dev/null || break
            done
            kill $watch 2>/dev/null
            wait $watch
            exit $code
            """;

    public Tool {
        command = List.copyOf(command);
        secrets = Map.copyOf(secrets);
    }

    Program program(DataDirectory data) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", KEEPER, "keeper"));
        secrets.forEach((variable, secret) -> {
            all.add(variable);
            all.add(data.secret(name + "." + variable, secret + "\n").toString());
        });
        all.add("--");
        all.addAll(command);
        return new Program(name, all, data.log(name), Program.Farewell.ASKED_LAST);
    }
}
