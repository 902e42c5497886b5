package dev.pgsonde.streams.detect;

/**
 * What an alert is measured by until it ends. The windows since wait aside; {@code back} of them, the newest, are near
 * the old level again.
 */
public record Latch(int sign, double reference, double size, int patience, Tier tier, int back, int age, Track since) {
    static Latch of(Shift shift, Track since, int patience) {
        return new Latch(shift.sign(), shift.reference(), shift.size(), patience, shift.tier(), 0, since.size(), since);
    }

    Latch plus(double value, int most) {
        boolean isBack = sign * (value - reference) < size / 2;
        return new Latch(
                sign,
                reference,
                size,
                patience,
                tier,
                isBack ? back + 1 : Math.max(0, back - 2),
                age + 1,
                since.plus(value, most));
    }

    Latch escalated() {
        return new Latch(sign, reference, size, patience, Tier.PAGE, back, age, since);
    }
}
