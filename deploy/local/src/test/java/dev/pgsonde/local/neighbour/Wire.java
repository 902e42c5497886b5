package dev.pgsonde.local.neighbour;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Bytes to a port of this machine and back. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MS = 2_000;

    private final Socket socket = new Socket();
    final DataOutputStream out;
    final DataInputStream in;

    Wire(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
        socket.setSoTimeout(PATIENCE_MS);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
