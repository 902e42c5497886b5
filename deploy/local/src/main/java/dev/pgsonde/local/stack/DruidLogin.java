package dev.pgsonde.local.stack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** The only user of a local Druid. The same stands in {@code netrc}, a file that only we can read, as curl takes it. */
public record DruidLogin(String password, Path netrc) {
    public static final String USER = "pgsonde";

    static DruidLogin in(DataDirectory data) {
        String password = RandomPassword.make();
        String line = "machine 127.0.0.1 login " + USER + " password " + password + "\n";
        return new DruidLogin(password, data.secret("druid.netrc", line));
    }

    /** What a request says in its header {@code Authorization}. */
    public String header() {
        byte[] both = (USER + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return USER;
    }
}
