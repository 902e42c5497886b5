package dev.pgsonde.prove;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** A schema with tables, indexes and a role, all of hostile names, and what is changed there. */
record Scene(
        String schema, String table, String partitioned, String key, String other, String role, List<String> indexes) {
    private static final int INDEXES = 9;

    Scene {
        indexes = List.copyOf(indexes);
    }

    static Scene built(Superuser superuser, HostileNames names) throws SQLException {
        List<String> indexes = Stream.generate(names::next).limit(INDEXES).toList();
        Scene scene =
                new Scene(names.next(), names.next(), names.next(), names.next(), names.next(), names.next(), indexes);
        scene.build(superuser, names);
        return scene;
    }

    private void build(Superuser superuser, HostileNames names) throws SQLException {
        superuser.run("CREATE SCHEMA %I", schema);
        superuser.run("CREATE TABLE %I.%I (id int PRIMARY KEY, %I int NOT NULL, %I text)", schema, table, key, other);
        superuser.run(
                "CREATE TABLE %1$I.%2$I (id int, %3$I int REFERENCES %1$I.%4$I, %5$I text) PARTITION BY RANGE (id)",
                schema, partitioned, key, table, other);
        for (int n = 0; n < 2; n++) {
            superuser.run(
                    "CREATE TABLE %1$I.%2$I PARTITION OF %1$I.%3$I FOR VALUES FROM (" + n + ") TO (" + (n + 1) + ")",
                    schema,
                    names.next(),
                    partitioned);
        }
        index(superuser, 0, "UNIQUE INDEX %1$I ON %2$I.%3$I (%4$I)");
        index(
                superuser,
                1,
                "INDEX %1$I ON %2$I.%3$I (%5$I DESC, %4$I NULLS FIRST) INCLUDE (id) WITH (fillfactor = 70)");
        index(superuser, 2, "INDEX %1$I ON %2$I.%3$I USING hash (%5$I)");
        index(superuser, 3, "INDEX %1$I ON %2$I.%3$I USING brin (%4$I) WITH (pages_per_range = 7)");
        index(superuser, 4, "INDEX %1$I ON %2$I.%3$I (%4$I) WHERE id > 3");
        index(superuser, 5, "INDEX %1$I ON %2$I.%3$I (%5$I text_pattern_ops)");
        superuser.run("CREATE INDEX %1$I ON %2$I.%3$I (%4$I)", indexes.get(6), schema, partitioned, other);
        superuser.run("ALTER TABLE %I.%I REPLICA IDENTITY USING INDEX %I", schema, table, indexes.get(0));
        superuser.run("CREATE ROLE %I", role);
        superuser.run("ALTER ROLE %I SET work_mem = '64MB'", role);
        superuser.run("ALTER ROLE %I SET search_path = %L, %L", role, schema, table);
    }

    private void index(Superuser superuser, int number, String definition) throws SQLException {
        superuser.run("CREATE " + definition, indexes.get(number), schema, table, key, other);
    }

    void change(Superuser superuser) throws SQLException {
        superuser.run("ALTER TABLE %I.%I REPLICA IDENTITY FULL", schema, table);
        for (int n : new int[] {1, 2, 3, 6}) {
            superuser.run("DROP INDEX %I.%I", schema, indexes.get(n));
        }
        superuser.run("ALTER ROLE %I SET work_mem = '1GB'", role);
        superuser.run("ALTER ROLE %I SET search_path = %L", role, "other");
        superuser.run("ALTER ROLE %I SET jit = off", role);
    }

    void removed(Superuser superuser) throws SQLException {
        superuser.run("DROP SCHEMA %I CASCADE", schema);
        superuser.run("DROP ROLE %I", role);
    }
}
