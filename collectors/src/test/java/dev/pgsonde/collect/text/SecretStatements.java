package dev.pgsonde.collect.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Statements of many kinds with a secret wherever a secret can be, in any letter case, with anything for a blank. */
final class SecretStatements {
    static final String SECRET = "hunter2";

    /** {@code @} stands for a literal. */
    private static final List<String> QUERIES = List.of(
            "select @ , a from t where b = @ :: text",
            "( select @ )",
            "with w as ( update t set a = @ returning b ) select b from w",
            "insert into t ( a , b ) values ( @ , 1 ) , ( @ , 2 ) on conflict do update set a = @",
            "update t set a = $1 , b = @ where c in ( @ , @ )",
            "delete from t where a like @ escape '!'",
            "merge into t using s on t.a = s.a when matched then update set b = @",
            "select * from dblink ( @ , @ ) as \"d'e\" ( x int )",
            "select set_config ( @ , @ , false )",
            "values ( date @ , interval @ )",
            "select case when a > -1.5e-3 then @ else b->>@ end",
            "select u & @ , e as b , @ , x \"quoted\"\"'name\" , @");

    /** {@code #} stands for a value that needs no quotes. */
    private static final List<String> UTILITIES = List.of(
            "create role \"it's\" with login password @ valid until @ in role admins",
            "create user bob encrypted password @ connection limit 3",
            "alter user bob password @",
            "alter group g add user bob",
            "alter role bob in database app set my . secret to #",
            "alter role all set x = #",
            "alter system set x = #",
            "alter system set \"x\" to # , #",
            "alter database app set my.secret = #",
            "set x to #",
            "set local my.secret = # , #",
            "set session x = default",
            "set time zone #",
            "set session authorization #",
            "create subscription s connection @ publication p with ( connect = false , slot_name = # )",
            "alter subscription s connection @",
            "alter subscription s set ( slot_name = # )",
            "create server s type @ foreign data wrapper w options ( host @ , password @ )",
            "alter server s options ( set password @ )",
            "create user mapping for public server s options ( user @ , password @ )",
            "alter foreign table t alter column c options ( add password @ )",
            "import foreign schema x from server s into y options ( secret @ )",
            "copy t ( a , b ) from program @ with ( format # )",
            "copy ( select @ from t ) to @",
            "copy t to stdout ( delimiter @ )",
            "do language plpgsql @",
            "do @",
            "notify c , @",
            "comment on column t.c is @",
            "security label for p on role r is @",
            "create function f ( a text default @ ) returns text language sql set my.secret = # as @",
            "create or replace procedure p ( ) as @ language plpgsql",
            "create constraint trigger g after insert on t for each row when ( a = @ ) execute function f ( # , @ )",
            "create text search dictionary d ( template = x , secret = # )",
            "create view v as select @ as a",
            "create table t ( a text default @ check ( a <> @ ) ) partition by list ( a )",
            "create index i on t ( ( a || @ ) ) where b = @",
            "create rule r as on insert to t do also notify c , @",
            "prepare transaction @",
            "commit prepared @",
            "load @",
            "execute p ( @ , 2 )",
            "call p ( @ )",
            "grant select on t to bob",
            "vacuum ( analyze ) t",
            "frobnicate # with ( # )");

    private static final List<String> LITERALS = List.of(
            "'hunter2'",
            "'it''s hunter2'",
            "E'\\'hunter2'",
            "e'\\\\' 'hunter2'",
            "n'hunter2'",
            "B'hunter2'",
            "x'hunter2'",
            "U&'hunter2\\0041' uescape '!'",
            "'a'\n  'hunter2'",
            "E'a'\n-- it's\n'\\'hunter2'",
            "$$ ' hunter2 /* $x$ $$",
            "$tag$ hunter2 $$ hunter2 -- $ta$ $tag$",
            "$\u00e4$hunter2$\u00e4$",
            "'hunter2\\'",
            "'\\'' || 'hunter2'",
            "'/*' || 'hunter2' || '*/'",
            "'--' || 'hunter2'",
            "'$$' || 'hunter2' || '$$'",
            "0xhunter2",
            "1hunter2");

    private static final List<String> UNTERMINATED = List.of(
            " 'hunter2",
            " $a$ hunter2",
            " /* /* hunter2 */",
            " \"hunter2",
            " E'hunter2\\'",
            " -- hunter2",
            " u&\"hunter2");

    private static final List<String> BLANKS = List.of(
            " ",
            "\n",
            "\t \r\n",
            "/* hunter2 */",
            " /*/* ' */ hunter2 \" */ ",
            " -- hunter2 ' $$ /*\n",
            "--hunter2\r",
            "/**hunter2**/",
            "\f");

    private static final List<String> AROUND_QUERIES = List.of(
            "%s",
            "explain %s",
            "explain ( analyze , format json ) %s",
            "explain analyze verbose %s",
            "prepare p ( text , numeric ( 3 , 1 ) ) as %s",
            "declare \"c\" scroll cursor with hold for %s",
            "create table x as %s",
            "create materialized view m as %s with no data",
            "explain create temp table x as %s",
            "copy ( %s ) to stdout");

    private SecretStatements() {}

    static Arbitrary<String> texts() {
        Arbitrary<String> one =
                Arbitraries.oneOf(queries(), Arbitraries.of(UTILITIES)).flatMap(SecretStatements::written);
        return Combinators.combine(
                        one.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of(UNTERMINATED).injectNull(0.8))
                .as((statements, end) -> String.join(";", statements) + (end == null ? "" : end));
    }

    private static Arbitrary<String> queries() {
        return Combinators.combine(Arbitraries.of(AROUND_QUERIES), Arbitraries.of(QUERIES))
                .as((around, query) -> around.replace("%s", query));
    }

    private static Arbitrary<String> written(String pattern) {
        List<Arbitrary<String>> pieces = new ArrayList<>();
        for (String piece : pattern.split(" ", -1)) {
            pieces.add(Combinators.combine(piece(piece), Arbitraries.of(BLANKS)).as((text, blank) -> text + blank));
        }
        return Combinators.combine(pieces).as(written -> String.join("", written));
    }

    private static Arbitrary<String> piece(String piece) {
        return switch (piece) {
            case "@" -> Arbitraries.of(LITERALS);
            case "#" ->
                Arbitraries.oneOf(
                        Arbitraries.of(LITERALS), Arbitraries.of("hunter2", "\"hunter2\"", "HUNTER2", "U&\"hunter2\""));
            default -> Arbitraries.of(piece, piece.toUpperCase(Locale.ROOT), capital(piece));
        };
    }

    private static String capital(String piece) {
        return piece.substring(0, 1).toUpperCase(Locale.ROOT) + piece.substring(1);
    }
}
