package dev.pgsonde.collect.config;

import java.time.Duration;

/** Texts of statements: how often unseen ones are looked for, how long that may take, how much of each is kept. */
public record TextsConfig(Duration every, Duration timeout, Integer longest) {
    static final TextsConfig STANDARD = new TextsConfig(Duration.ofMinutes(1), Duration.ofSeconds(5), 4000);

    /** As many characters as a record has room for, whatever they are. */
    private static final int LARGEST = 1 << 20;

    /** A key that is missing from the file arrives as null. */
    public TextsConfig {
        every = every == null ? Duration.ofMinutes(1) : every;
        timeout = timeout == null ? Duration.ofSeconds(5) : timeout;
        longest = longest == null ? 4000 : longest;
        if (longest < 20 || longest > LARGEST) {
            throw new IllegalArgumentException("longest counts characters: at least 20, at most " + LARGEST);
        }
    }

    /** Whatever the timeout, the server must give up before the connection does. */
    public TextsConfig within(Timeouts.Limits limits) {
        Duration most = limits.socket().multipliedBy(4).dividedBy(5);
        return timeout.compareTo(most) <= 0 ? this : new TextsConfig(every, most, longest);
    }
}
