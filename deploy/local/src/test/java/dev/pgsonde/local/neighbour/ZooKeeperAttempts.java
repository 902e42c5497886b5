package dev.pgsonde.local.neighbour;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists the root of a ZooKeeper and makes a node, by the bytes of its protocol; and the commands of four letters. */
final class ZooKeeperAttempts {
    private static final int AUTH = 100;
    private static final int AUTH_XID = -4;
    private static final int GET_CHILDREN = 8;
    private static final int XID = 7;
    private static final int LARGEST_FRAME = 1 << 20;

    private ZooKeeperAttempts() {}

    static List<Outcome> at(int port, String password) {
        List<Outcome> all = new ArrayList<>();
        all.add(list(port, "", ""));
        all.add(list(port, "digest", "pgsonde:" + password));
        all.add(list(port, "password", "pgsonde:" + password));
        List.of("srvr", "dump", "conf", "envi", "mntr", "cons", "wchp").forEach(word -> all.add(word(port, word)));
        return all;
    }

    private static Outcome list(int port, String scheme, String auth) {
        String what = "ZooKeeper at " + port + ", root" + (scheme.isEmpty() ? "" : ", " + scheme);
        try (Wire wire = new Wire(port)) {
            send(wire.out, connect());
            read(wire.in);
            if (!scheme.isEmpty()) {
                send(wire.out, auth(scheme, auth));
            }
            send(wire.out, getChildren("/"));
            return new Outcome(what, answered(wire.in), "a list, or an error");
        } catch (IOException e) {
            return Outcome.refused(what, e);
        }
    }

    /** Whether the list came, and without an error. */
    private static boolean answered(DataInputStream in) throws IOException {
        while (true) {
            DataInputStream frame = read(in);
            int xid = frame.readInt();
            frame.readLong();
            int error = frame.readInt();
            if (xid == XID) {
                return error == 0;
            }
        }
    }

    private static DataInputStream read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST_FRAME) {
            throw new IOException("this is no ZooKeeper");
        }
        return new DataInputStream(new ByteArrayInputStream(in.readNBytes(length)));
    }

    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    private static void send(DataOutputStream out, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.write(new DataOutputStream(bytes));
        out.writeInt(bytes.size());
        out.write(bytes.toByteArray());
        out.flush();
    }

    private static Body connect() {
        return out -> {
            out.writeInt(0);
            out.writeLong(0);
            out.writeInt(10_000);
            out.writeLong(0);
            text(out, "\0".repeat(16));
            out.writeBoolean(false);
        };
    }

    private static Body auth(String scheme, String auth) {
        return out -> {
            out.writeInt(AUTH_XID);
            out.writeInt(AUTH);
            out.writeInt(0);
            text(out, scheme);
            text(out, auth);
        };
    }

    private static Body getChildren(String path) {
        return out -> {
            out.writeInt(XID);
            out.writeInt(GET_CHILDREN);
            text(out, path);
            out.writeBoolean(false);
        };
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Outcome word(int port, String word) {
        String what = "ZooKeeper at " + port + ", " + word;
        try (Wire wire = new Wire(port)) {
            wire.out.write(word.getBytes(UTF_8));
            String answer = new String(wire.in.readNBytes(200), UTF_8);
            boolean got = !answer.isEmpty() && !answer.contains("not in the whitelist");
            return new Outcome(what, got, answer);
        } catch (IOException e) {
            return Outcome.refused(what, e);
        }
    }
}
