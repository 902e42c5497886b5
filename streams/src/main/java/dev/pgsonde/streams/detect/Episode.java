package dev.pgsonde.streams.detect;

/** A shift that came and went by itself: how large it was, and how many levels of the series were known when it ended. */
public record Episode(int sign, double size, int end) {
    private static final int LONGEST = 120;
    private static final int REMEMBERED = 480;
    private static final double LARGER = 1.25;
    /** What is three times as much is told each time: so large is no noise. */
    private static final double MUCH = 2;

    public static final Episode NONE = new Episode(0, 0, 0);

    /** With one that has ended just now; of two the larger is remembered. */
    Episode then(Latch ended, int now) {
        if (ended.age() > LONGEST) {
            return this;
        }
        boolean again = sign == ended.sign() && now - end < REMEMBERED;
        return new Episode(ended.sign(), again ? Math.max(size, ended.size()) : ended.size(), now);
    }

    /** A shift that may be told, and how large one is that is told in any case. */
    record Candidate(int sign, double size, double much) {
        static Candidate of(int sign, double size, Scale scale, double usual) {
            return new Candidate(sign, size, scale.floor(MUCH, usual));
        }
    }

    /** What the same series must do to be told that it moves that way again. */
    Guard guard(Candidate candidate, int now, boolean event) {
        boolean again = candidate.sign == sign && now - end < REMEMBERED && !event;
        return Guard.atLeast("came_and_went", candidate.size, again ? Math.min(LARGER * size, candidate.much) : 0);
    }
}
