package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.look.FrameName;
import dev.pgsonde.collect.look.Missed;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has become of the records of one lane, other than those that the spool knows of. */
final class Counted {
    private long records;
    private long bytes;
    private long lost;
    private final Set<FrameName> lostFrames = new HashSet<>();

    void arrived(int size) {
        records++;
        bytes += size;
    }

    /** {@code frame}: whose frame it was, if it was one. */
    void lostOne(@Nullable FrameName frame) {
        lost++;
        if (frame != null) {
            lostFrames.add(frame);
        }
    }

    /** Whose frames were lost since the last call. */
    Missed takeMissed() {
        Missed missed = new Missed(false, lostFrames);
        lostFrames.clear();
        return missed;
    }

    Throughput with(Spool spool) {
        long waiting = spool.parcels();
        return new Throughput(records, bytes, waiting, waiting == 0 ? 0 : spool.bytes(), lost + spool.lost());
    }
}
