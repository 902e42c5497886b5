package dev.pgsonde.collect.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubberTest {
    private static final int AMPLE = 4000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select  a.\"B c\",\n count(*) from t where x=$1 ==> select a.\"B c\", count(*) from t where x = $1",
                "select 'a', 'it''s', 12, 0xFF, 1_000, 1.5e-3, .5 ==> select ?",
                "select a from t where b in (1, 2, 3) and c='x'::text ==> select a from t where b in (?) and c = ?::text",
                "select E'a\\'b' , N'n', B'01', X'1F', U&'\\0041' uescape '!' ==> select ? uescape ?",
                "select $$a$$, $t$ $$ ' $t$ from t$1 ==> select ? from t$1",
                "select 'a'\n 'b' as c -- d\n, e /* f /* g */ h */ from i ==> select ? as c, e from i",
                "select U&\"d\\0061t\" , a->>'k', j ?| $1 ==> select U&\"d\\0061t\", a ->> ?, j ?| $1",
                "select 1; select a ==> select ?; select a",
                "create role \"My Role\" login password 'x' valid until 'y' ==> create role \"My Role\" login password ?",
                "create user bob in role admins connection limit 5"
                        + " ==> create user bob in role admins connection limit ?",
                "alter role bob in database app set my.secret to hunter2"
                        + " ==> alter role bob in database app set my.secret to ?",
                "ALTER SYSTEM SET primary_conninfo = 'host=a password=b' ==> ALTER SYSTEM SET primary_conninfo = ?",
                "ALTER SYSTEM SET a TO b, c ==> ALTER SYSTEM SET a TO ?",
                "set enable_seqscan=off ==> set enable_seqscan = off",
                "set session characteristics as transaction isolation level read committed"
                        + " ==> set session characteristics as transaction isolation level read committed",
                "set time zone utc ==> set time zone ?",
                "create server s foreign data wrapper w options (host 'h') ==> create server s foreign data wrapper w"
                        + " options ?",
                "create user mapping for bob server s options (password 'p')"
                        + " ==> create user mapping for bob server s options ?",
                "create subscription s connection 'c' publication p ==> create subscription s connection ?",
                "copy (select a from b) to program 'curl x' with csv ==> copy (select a from b) to program ?",
                "copy t (a, b) from stdin ==> copy t (a, b) from stdin",
                "do language plpgsql $$begin end$$; select a ==> do ?; select a",
                "notify c, 'payload' ==> notify c ?",
                "comment on table t is 'x' ==> comment on table t is ?",
                "security label for p on role r is 'x' ==> security label for p on role r is ?",
                "explain (analyze, buffers off) alter table t add c int default 5"
                        + " ==> explain (analyze, buffers off) alter table t add c int default ?",
                "prepare p (int) as select * from t where a = $1 and b = 'x'"
                        + " ==> prepare p (int) as select * from t where a = $1 and b = ?",
                "declare c cursor for select 'x' from t ==> declare c cursor for select ? from t",
                "create function f() returns int set my.secret = hunter2 as $$x$$ language sql"
                        + " ==> create function f() returns int set my.secret = ? as ?",
                "create trigger g after insert on t for each row execute function f(hunter2)"
                        + " ==> create trigger g after insert on t for each row execute function f ?",
                "create table users (id int, password text, options jsonb default '{}')"
                        + " ==> create table users (id int, password text, options jsonb default ?)",
                "frobnicate hunter2 ==> ?",
            })
    void keepsNamesAndWordsAndNothingElse(String story) {
        List<String> parts = List.of(story.split(" ==> ", 2));
        assertThat(Scrubber.scrub(parts.get(0), AMPLE)).isEqualTo(new Scrubbed(parts.get(1), false));
    }

    /** One server sees a literal where another sees words, so nothing of it is told. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select '\\' , 'hunter2', a",
                "select 'a\\'hunter2'",
                "select E'a'\n'\\'hunter2'",
                "select 1E'\\' hunter2 '",
                "select 1x$a$ , b, $a$hunter2$a$",
                "select 0xF$a$hunter2$a$",
                "select 'a\\\\\\'hunter2'",
            })
    void whatServersReadDifferentlyIsNotTold(String sql) {
        assertThat(Scrubber.scrub(sql, AMPLE).text()).startsWith("select").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select a, 'hunter2",
                "select a, E'hunter2\\'",
                "select a, $x$ hunter2 $y$",
                "select a, \"hunter2",
                "select a, U&\"hunter2\"\"",
            })
    void whatIsNotTerminatedIsNotTold(String sql) {
        assertThat(Scrubber.scrub(sql, AMPLE).text()).isEqualTo("select a, ?");
        assertThat(Scrubber.scrub("select a /* /* */ hunter2", AMPLE).text()).isEqualTo("select a");
    }

    @Test
    void aNameThatIsLongerThanNamesCanBeIsNone() {
        String word = "x".repeat(64);
        assertThat(Scrubber.scrub("select " + word + ", \"" + word + word + "x\" from t", AMPLE)
                        .text())
                .isEqualTo("select ? from t");
    }

    @Test
    void isCutAfterAWholeToken() {
        assertThat(Scrubber.scrub("select a, \"bc\ud83d\ude00\", d from e", 16))
                .isEqualTo(new Scrubbed("select a, \"bc\ud83d\ude00\"", true));
        assertThat(Scrubber.scrub("select a, \"bc\ud83d\ude00\", d from e", 15))
                .isEqualTo(new Scrubbed("select a,", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x', ",
                "a + ",
                "/*",
                "/* */ ",
                "-- \n",
                "$a",
                "$a ",
                "$a$ ",
                "\"\"",
                "\"a\" ",
                "'",
                "\\'",
                "E'\\\\' ",
                "(",
                "1e",
                "1e+1 ",
                "$$",
                "a.b ",
                ";do ",
                "?,",
                "$",
                "--",
                "/*/*",
                ";set a=",
            })
    void muchTextTakesLittleTime(String piece) {
        String sql = "select " + piece.repeat(2_000_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(
                        Scrubber.scrub(sql, Integer.MAX_VALUE).shortened())
                .isFalse());
    }
}
