package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports of the loopback address that nobody listens on. They lie below the range from which the kernel takes ports for
 * outgoing connections, and are chosen at random, so that two stacks that start at once hardly ever choose the same.
 */
public final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 200;

    private final Random random;
    private final Set<Integer> given = new HashSet<>();

    public Ports(Random random) {
        this.random = random;
    }

    /** A port for {@code what}; {@code wanted} if that is not 0. */
    public synchronized int take(String what, int wanted) {
        if (wanted == 0) {
            return any();
        }
        if (wanted < 0 || wanted > 65_535) {
            throw new UserError(wanted + " is no port; give one between 1 and 65535 for " + what);
        }
        if (!given.add(wanted)) {
            throw new UserError("port " + wanted + " was given twice; " + what + " needs one of its own");
        }
        if (!isFree(wanted)) {
            throw new UserError(
                    "port " + wanted + " for " + what + " is taken by another program; choose another, or none");
        }
        return wanted;
    }

    private int any() {
        for (int n = 0; n < TRIES; n++) {
            int port = LOWEST + random.nextInt(HIGHEST - LOWEST);
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                return port;
            }
        }
        throw new UserError("no free port between " + LOWEST + " and " + HIGHEST);
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
