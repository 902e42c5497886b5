package dev.pgsonde.collect.dial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket with the face that the driver knows: blocking streams, a timeout for each read, and an end by another
 * thread. As with other sockets, an interrupt ends no read.
 */
final class UnixSocket extends Socket {
    private final Path path;
    private volatile int timeoutMillis;
    private volatile boolean closed;
    private volatile @Nullable Ends ends;

    /** What there is once it is connected. */
    private record Ends(SocketChannel channel, Selector readable, Selector writable) {
        static Ends to(Path path, int timeoutMillis) throws IOException {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false);
                try (Selector connectable = Selector.open()) {
                    channel.register(connectable, SelectionKey.OP_CONNECT);
                    boolean connected = channel.connect(UnixDomainSocketAddress.of(path));
                    while (!connected) {
                        await(connectable, timeoutMillis);
                        connected = channel.finishConnect();
                    }
                }
                Ends ends = new Ends(channel, Selector.open(), Selector.open());
                channel.register(ends.readable, SelectionKey.OP_READ);
                channel.register(ends.writable, SelectionKey.OP_WRITE);
                return ends;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        private static void await(Selector selector, int timeoutMillis) throws IOException {
            boolean interrupted = false;
            try {
                while (selector.select(timeoutMillis) == 0) {
                    if (!selector.isOpen()) {
                        throw new SocketException("Socket closed");
                    }
                    if (!Thread.interrupted()) {
                        throw new SocketTimeoutException("Read timed out");
                    }
                    interrupted = true;
                }
                selector.selectedKeys().clear();
            } catch (ClosedSelectorException e) {
                throw closed(e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        int read(ByteBuffer into, int timeoutMillis) throws IOException {
            try {
                int count = channel.read(into);
                while (count == 0) {
                    await(readable, timeoutMillis);
                    count = channel.read(into);
                }
                return count;
            } catch (ClosedChannelException e) {
                throw closed(e);
            }
        }

        void write(ByteBuffer from) throws IOException {
            try {
                while (from.hasRemaining()) {
                    if (channel.write(from) == 0) {
                        await(writable, 0);
                    }
                }
            } catch (ClosedChannelException e) {
                throw closed(e);
            }
        }

        private static SocketException closed(Exception cause) {
            SocketException closed = new SocketException("Socket closed");
            closed.initCause(cause);
            return closed;
        }

        void close() throws IOException {
            channel.close();
            readable.close();
            writable.close();
        }
    }

    UnixSocket(Path path) {
        this.path = path;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    /** The driver's idea of the endpoint is of no importance. */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (closed || ends != null) {
            throw new SocketException("a socket connects once");
        }
        try {
            ends = Ends.to(path, timeout);
        } catch (IOException e) {
            SocketException refused = new SocketException(e.getMessage() + " (" + path + ")");
            refused.initCause(e);
            throw refused;
        }
    }

    private Ends ends() throws SocketException {
        Ends connected = ends;
        if (connected == null || closed) {
            throw new SocketException(closed ? "Socket closed" : "Socket is not connected");
        }
        return connected;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        Ends connected = ends();
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return length == 0 ? 0 : connected.read(ByteBuffer.wrap(bytes, offset, length), timeoutMillis);
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        Ends connected = ends();
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                connected.write(ByteBuffer.wrap(bytes, offset, length));
            }
        };
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        Ends connected = ends;
        if (connected != null) {
            connected.close();
        }
    }

    @Override
    public boolean isConnected() {
        return ends != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void setSoTimeout(int timeout) {
        timeoutMillis = timeout;
    }

    @Override
    public synchronized int getSoTimeout() {
        return timeoutMillis;
    }

    /** What follows is about TCP, or about buffers of which the kernel's own size will do. */
    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return true;
    }

    @Override
    public synchronized void setSendBufferSize(int size) {}

    @Override
    public synchronized int getSendBufferSize() {
        return 1 << 16;
    }

    @Override
    public synchronized void setReceiveBufferSize(int size) {}

    @Override
    public synchronized int getReceiveBufferSize() {
        return 1 << 16;
    }

    @Override
    public String toString() {
        return "UnixSocket[" + path + "]";
    }
}
