package dev.pgsonde.local.bench;

import java.util.List;

/** All that a contest measured. */
record Slots(List<Slot> all) {
    Slots {
        all = List.copyOf(all);
    }

    /** What the server uses each second while nobody takes a sample, though the agent looks at sessions. */
    double backgroundMsPerSecond() {
        double ms = of(Contest.NOBODY).stream().mapToDouble(Slot::serverMs).sum();
        double seconds = of(Contest.NOBODY).stream().mapToDouble(Slot::seconds).sum();
        return seconds == 0 ? 0 : ms / seconds;
    }

    /** What one sample of {@code who} costs the server. */
    Spread serverMs(String who) {
        double background = backgroundMsPerSecond();
        return Spread.of(of(who).stream()
                .map(slot -> slot.serverMs() - background * slot.seconds())
                .toList());
    }

    /** What one sample of {@code who} costs its own process. */
    Spread ownMs(String who) {
        return Spread.of(of(who).stream().map(Slot::ownMs).toList());
    }

    private List<Slot> of(String who) {
        return all.stream().filter(slot -> slot.who().equals(who)).toList();
    }
}
