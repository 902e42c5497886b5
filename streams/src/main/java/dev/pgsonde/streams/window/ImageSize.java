package dev.pgsonde.streams.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many bytes a full-page image takes on one server: by so much as the bytes for one record grow with the images among
 * them, from window to window. Of all such slopes the middle one is taken, each counted by how much the images differ, so
 * that neither a change of what records hold nor a strange window moves it. It moves only when most say so: where images are
 * most of the WAL, a size that wanders by a hundredth moves what is left by several.
 *
 * @param newest the windows that it is learned from, oldest first
 * @param bytes what is believed now
 */
public record ImageSize(List<Wal> newest, double bytes) {
    /** A page of 8 kB, nearly full: believed until something else is seen. */
    public static final ImageSize UNKNOWN = new ImageSize(List.of(), 7000);

    private static final int KEPT = 40;
    /** What lies further apart may have come with other records. */
    private static final int NEIGHBOURS = 4;

    private static final double MOST_DIFFERENT = 0.1;
    /** What is believed counts as much as three pairs of windows that differ most. */
    private static final double BELIEVED = 3 * MOST_DIFFERENT * MOST_DIFFERENT;
    /** And half as much as all that was seen: so it stays where it is among the middle half of the slopes. */
    private static final double HELD = 0.5;

    private static final double LEAST = 50;
    private static final double MOST = 8300;

    public ImageSize {
        newest = List.copyOf(newest);
    }

    /** The WAL of one window. */
    public record Wal(long records, long images, long bytes) {}

    /** A slope, and how much it counts. */
    private record Slope(double bytes, double weight) {}

    public ImageSize after(Wal wal) {
        if (wal.records() <= 0) {
            return this;
        }
        List<Wal> windows = new ArrayList<>(newest);
        windows.add(wal);
        List<Wal> kept = windows.subList(Math.max(0, windows.size() - KEPT), windows.size());
        boolean hasImages = kept.stream().anyMatch(each -> each.images() > 0);
        return new ImageSize(kept, hasImages ? middle(kept) : bytes);
    }

    /** How many bytes of some WAL its images are. */
    public long of(Wal wal) {
        return Math.min(wal.bytes(), Math.round(bytes * wal.images()));
    }

    private double middle(List<Wal> windows) {
        List<Slope> slopes = new ArrayList<>();
        for (int n = 1; n < windows.size(); n++) {
            for (int earlier = Math.max(0, n - NEIGHBOURS); earlier < n; earlier++) {
                addSlope(slopes, windows.get(earlier), windows.get(n));
            }
        }
        slopes.add(new Slope(bytes, Math.max(BELIEVED, HELD * weight(slopes))));
        slopes.sort(Comparator.comparingDouble(Slope::bytes));
        double rest = weight(slopes) / 2;
        for (Slope slope : slopes) {
            rest -= slope.weight();
            if (rest <= 0) {
                return Math.min(MOST, Math.max(LEAST, slope.bytes()));
            }
        }
        return bytes;
    }

    private static double weight(List<Slope> slopes) {
        return slopes.stream().mapToDouble(Slope::weight).sum();
    }

    private static void addSlope(List<Slope> slopes, Wal one, Wal other) {
        double more = share(other.images(), other) - share(one.images(), one);
        if (more != 0) {
            double different = Math.min(MOST_DIFFERENT, Math.abs(more));
            slopes.add(
                    new Slope((share(other.bytes(), other) - share(one.bytes(), one)) / more, different * different));
        }
    }

    private static double share(long amount, Wal of) {
        return (double) amount / of.records();
    }
}
