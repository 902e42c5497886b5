package dev.pgsonde.local.record;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a recording says of itself. {@code streams} is that part of the streams configuration which shaped the answers,
 * as YAML: never an address or a secret.
 */
public record Header(String version, Instant createdAt, String framing, Duration window, String streams) {
    private static final String VERSION = "pgsonde.version";
    private static final String CREATED_AT = "pgsonde.created_at";
    private static final String FRAMING = "pgsonde.framing";
    private static final String WINDOW = "pgsonde.window";
    private static final String STREAMS = "pgsonde.streams";

    /** Avro's single-object encoding, the one in which the local stack writes. */
    public static final String SINGLE_OBJECT = "single-object";

    /** Of a recording that this version makes now. */
    public static Header now(Duration window, String streams) {
        String version = Header.class.getPackage().getImplementationVersion();
        return new Header(version == null ? "unreleased" : version, Instant.now(), SINGLE_OBJECT, window, streams);
    }

    Map<String, String> asMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(VERSION, version);
        metadata.put(CREATED_AT, createdAt.toString());
        metadata.put(FRAMING, framing);
        metadata.put(WINDOW, window.toString());
        metadata.put(STREAMS, streams);
        return metadata;
    }

    /** Throws {@link DamagedException} when a part is missing or not of its kind. */
    static Header from(Function<String, String> metadata) throws DamagedException {
        try {
            return new Header(
                    metadata.apply(VERSION),
                    Instant.parse(metadata.apply(CREATED_AT)),
                    metadata.apply(FRAMING),
                    Duration.parse(metadata.apply(WINDOW)),
                    metadata.apply(STREAMS));
        } catch (DateTimeException e) {
            throw new DamagedException("its header is not one of pgsonde's", e);
        }
    }
}
