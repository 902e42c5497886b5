package dev.pgsonde.prove.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Some alerts of the last day. */
record Alerts(List<Alert> all) {
    static final String TABLE = "alerts_asked";
    static final List<String> COLUMNS = List.of("time", "source", "severity");
    private static final int OF_A_SERVER = 5;
    private static final List<String> SEVERITIES = List.of("critical", "warning", "info");

    private record Alert(Instant time, String source, String severity) {}

    static Alerts of(Scale scale, Random random) {
        List<Alert> all = new ArrayList<>();
        for (int server = 0; server < scale.servers(); server++) {
            for (int n = 0; n < OF_A_SERVER; n++) {
                Instant time = Scale.lastDay().plus(Scale.WINDOW.multipliedBy(random.nextInt(scale.windows())));
                all.add(new Alert(time, Scale.server(server), SEVERITIES.get(random.nextInt(SEVERITIES.size()))));
            }
        }
        return new Alerts(all);
    }

    void write(Path directory) throws IOException {
        Path place = Files.createDirectories(directory.resolve(TABLE));
        try (BufferedWriter out = Files.newBufferedWriter(place.resolve("alerts.tsv"))) {
            for (Alert alert : all) {
                out.write(alert.time().toEpochMilli() + "\t" + alert.source() + "\t" + alert.severity() + "\n");
            }
        }
    }

    /** The schema of the table in Druid. */
    static ObjectNode schema(ObjectNode empty) {
        empty.put("dataSource", TABLE);
        empty.putObject("timestampSpec").put("column", "time").put("format", "millis");
        empty.putObject("dimensionsSpec").putArray("dimensions").add("source").add("severity");
        empty.putArray("metricsSpec");
        empty.putObject("granularitySpec").put("queryGranularity", "none").put("rollup", false);
        return empty;
    }

    void copy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + TABLE + " (time timestamptz, source text, severity text)");
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + TABLE + " VALUES (?::timestamptz, ?, ?)")) {
            for (Alert alert : all) {
                insert.setString(1, alert.time().toString());
                insert.setString(2, alert.source());
                insert.setString(3, alert.severity());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
