package dev.pgsonde.streams.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many bytes a full-page image takes on one server: by so much as the bytes of one commit grow with its images, from
 * window to window. Of all such slopes the middle one is taken, each counted by how much the images differ, so
 * that neither a change of what records hold nor a strange window moves it. It moves only when most say so: where images are
 * most of the WAL, a size that wanders by a hundredth moves what is left by several.
 *
 * @param newest the windows that it is learned from, oldest first
 * @param bytes what is believed now
 * @param error how far that may be wrong: its standard error
 */
public record ImageSize(List<Learned> newest, double bytes, double error) {
    /** A page of 8 kB, nearly full: believed until something else is seen. */
    public static final ImageSize UNKNOWN = new ImageSize(List.of(), 7000, 1500);

    private static final int KEPT = 40;
    /** What lies further apart may have come with other records. */
    private static final int NEIGHBOURS = 4;

    /** Of the most images of a commit in one window: pairs of windows that differ more count no more. */
    private static final double MOST_DIFFERENT = 0.3;
    /** What is believed counts as much as so many pairs of windows that differ most, or by so many images of a commit. */
    private static final double BELIEVED = 3;

    private static final double LEAST_DIFFERENT = 0.1;
    /** And half as much as all that was seen: so it stays where it is among the middle half of the slopes. */
    private static final double HELD = 0.5;

    private static final double MAD_TO_SD = 1.4826;
    /** Of the size: pages of one window hold more than those of another. */
    private static final double LEAST_ERROR = 0.005;

    private static final double LEAST = 50;
    private static final double MOST = 8300;

    public ImageSize {
        newest = List.copyOf(newest);
    }

    /** Some WAL: the images in it, and what all of it takes. */
    public record Wal(long images, long bytes) {}

    /** The WAL of one window, and the commits that it is of. */
    public record Learned(long commits, Wal wal) {
        private double images() {
            return (double) wal.images() / commits;
        }

        private double bytes() {
            return (double) wal.bytes() / commits;
        }
    }

    /** A slope, and how much it counts. */
    private record Slope(double bytes, double weight) {}

    public ImageSize after(long commits, Wal wal) {
        if (commits <= 0) {
            return this;
        }
        List<Learned> windows = new ArrayList<>(newest);
        windows.add(new Learned(commits, wal));
        List<Learned> kept = windows.subList(Math.max(0, windows.size() - KEPT), windows.size());
        boolean hasImages = kept.stream().anyMatch(each -> each.wal().images() > 0);
        return hasImages ? learned(kept) : new ImageSize(kept, bytes, error);
    }

    /** How far the bytes of some images may be wrong. */
    public long errorOf(Wal wal) {
        return Math.min(wal.bytes(), Math.round(error * wal.images()));
    }

    /** How many bytes of some WAL its images are. */
    public long of(Wal wal) {
        return Math.min(wal.bytes(), Math.round(bytes * wal.images()));
    }

    private ImageSize learned(List<Learned> windows) {
        double most = MOST_DIFFERENT
                * windows.stream().mapToDouble(Learned::images).max().orElse(0);
        List<Slope> slopes = new ArrayList<>();
        for (int n = 1; n < windows.size(); n++) {
            for (int earlier = Math.max(0, n - NEIGHBOURS); earlier < n; earlier++) {
                addSlope(slopes, windows.get(earlier), windows.get(n), most);
            }
        }
        double believed = Math.max(most, LEAST_DIFFERENT);
        double prior = BELIEVED * believed * believed;
        double seen = weight(slopes);
        double size = middle(slopes, new Slope(bytes, Math.max(prior, HELD * seen)));
        return new ImageSize(windows, size, error(slopes, size, seen / (seen + prior)));
    }

    /** {@code known}: the share of what was seen in all that is believed. */
    private double error(List<Slope> slopes, double size, double known) {
        double squares = slopes.stream()
                .mapToDouble(slope -> slope.weight() * slope.weight())
                .sum();
        double weight = weight(slopes);
        if (squares == 0) {
            return error;
        }
        List<Slope> apart = slopes.stream()
                .map(slope -> new Slope(Math.abs(slope.bytes() - size), slope.weight()))
                .sorted(Comparator.comparingDouble(Slope::bytes))
                .toList();
        double spread = MAD_TO_SD * middle(apart);
        double independent = Math.max(1, weight * weight / squares / NEIGHBOURS);
        double ofSeen = spread / Math.sqrt(independent);
        return Math.max(LEAST_ERROR * size, known * ofSeen + (1 - known) * error);
    }

    private double middle(List<Slope> slopes, Slope before) {
        List<Slope> all = new ArrayList<>(slopes);
        all.add(before);
        all.sort(Comparator.comparingDouble(Slope::bytes));
        return Math.min(MOST, Math.max(LEAST, middle(all)));
    }

    /** Half of the weight lies below; {@code slopes} are in the order of their bytes. */
    private static double middle(List<Slope> slopes) {
        double rest = weight(slopes) / 2;
        for (Slope slope : slopes) {
            rest -= slope.weight();
            if (rest <= 0) {
                return slope.bytes();
            }
        }
        return slopes.get(slopes.size() - 1).bytes();
    }

    private static double weight(List<Slope> slopes) {
        return slopes.stream().mapToDouble(Slope::weight).sum();
    }

    private static void addSlope(List<Slope> slopes, Learned one, Learned other, double most) {
        double more = other.images() - one.images();
        if (more != 0) {
            double different = Math.min(most, Math.abs(more));
            slopes.add(new Slope((other.bytes() - one.bytes()) / more, different * different));
        }
    }
}
