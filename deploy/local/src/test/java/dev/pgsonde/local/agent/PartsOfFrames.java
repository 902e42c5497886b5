package dev.pgsonde.local.agent;

import dev.pgsonde.schema.FrameParts;
import dev.pgsonde.schema.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parts of frames as they follow each other on a topic of one source, put together. */
final class PartsOfFrames {
    private final List<Sample> open = new ArrayList<>();

    /** The frame, when this was its last part. */
    Optional<Sample> take(Sample part) {
        if (part.part() == 0) {
            open.clear();
        }
        boolean fits = part.part() == open.size() && open.stream().allMatch(one -> FrameParts.areOfOneFrame(one, part));
        if (!fits) {
            open.clear();
            return Optional.empty();
        }
        open.add(part);
        return open.size() < part.parts() ? Optional.empty() : FrameParts.together(open);
    }
}
