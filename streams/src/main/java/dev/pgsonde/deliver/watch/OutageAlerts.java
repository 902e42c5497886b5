package dev.pgsonde.deliver.watch;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.Meaning;
import dev.pgsonde.schema.Alert.VerdictClass;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Makes the alert that people read of a finding. */
final class OutageAlerts {
    private OutageAlerts() {}

    static Alert firing(Finding finding, Instant now, int sequence) {
        return firing(finding, now, id(finding), sequence);
    }

    static Alert firing(Finding finding, Instant now, String id, int sequence) {
        AlertKey key = finding.key();
        Finding.Measure measure = finding.measure();
        Instant onset = finding.onset().isAfter(now) ? now : finding.onset();
        Alert alert = new Alert(
                id,
                key.source(),
                "",
                null,
                key.kind().metric(),
                measure.unit(),
                Alert.Direction.UP,
                finding.subjectKind(),
                key.subject(),
                key.kind().rating().severity(),
                AlertState.FIRING,
                onset,
                now,
                0,
                null,
                0,
                0,
                0,
                measure.value(),
                measure.value() / Math.max(1, measure.limit()),
                measure.value(),
                measure.limit(),
                List.of(),
                List.of(new Cause(key.kind().metric(), List.of(), null, null, onset, 1, finding.evidence(), null)),
                key.kind().metric(),
                null,
                query(key),
                finding.evidence(),
                sequence,
                Alert.AlertStage.FIRING,
                now,
                true,
                null,
                null,
                null,
                List.of());
        return alert.meaning(new Meaning(VerdictClass.FINDING, id, List.of(), List.of(), null, null))
                .rated(key.kind().rating())
                .from(Alert.OF_DELIVERY);
    }

    /** The newest windows that there are: of the source, or of each. */
    private static String query(AlertKey key) {
        return key.source().equals(Outage.WHOLE)
                ? "SELECT source, MAX(__time) AS newest FROM pgsonde_server GROUP BY source ORDER BY newest"
                : "SELECT MAX(__time) AS newest FROM pgsonde_server WHERE source = '"
                        + key.source().replace("'", "''") + "'";
    }

    /** The same for whoever finds it, and for nothing else. */
    static String id(Finding finding) {
        AlertKey key = finding.key();
        return id(key, String.valueOf(finding.onset().toEpochMilli()));
    }

    static String id(AlertKey key, String onset) {
        String what = String.join("\n", Alert.OF_DELIVERY, key.kind().name(), key.source(), key.subject(), onset);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return Alert.ID_OF_DELIVERY + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
