package dev.pgsonde.local.neighbour;

import java.io.IOException;
import java.util.HexFormat;

/** Greets a database server as Derby's client does. */
final class DrdaAttempt {
    /** EXCSAT, the first command of every conversation, with nothing in it. */
    private static final byte[] HELLO = HexFormat.of().parseHex("000ad001000100041041");
    /** EXCSATRD, or one of the replies that say what was wrong with it: all begin with the magic byte of DRDA. */
    private static final int MAGIC = 0xd0;

    private DrdaAttempt() {}

    static Outcome at(int port) {
        String what = "Derby at " + port;
        try (Wire wire = new Wire(port)) {
            wire.out.write(HELLO);
            byte[] answer = wire.in.readNBytes(3);
            boolean got = answer.length == 3 && (answer[2] & 0xff) == MAGIC;
            return new Outcome(what, got, HexFormat.of().formatHex(answer));
        } catch (IOException e) {
            return Outcome.refused(what, e);
        }
    }
}
