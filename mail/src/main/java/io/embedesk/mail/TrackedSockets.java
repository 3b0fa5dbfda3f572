package io.embedesk.mail;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Remembers the sockets of one connection, so that they can be closed from another thread: a blocked read ends only then. */
final class TrackedSockets {
    private final HostPolicy policy;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    TrackedSockets(HostPolicy policy) {
        this.policy = policy;
    }

    private <S extends Socket> S track(S socket) throws IOException {
        sockets.add(socket);
        if (cut) {
            socket.close();
        }
        return socket;
    }

    void cut() {
        cut = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed as far as the blocked reader is concerned.
            }
        }
    }

    boolean isCut() {
        return cut;
    }

    /** Not yet connected, as Jakarta Mail wants them. */
    SocketFactory plain() {
        return new Made(this::made);
    }

    SocketFactory implicitTls(SSLSocketFactory real) {
        return new Made(() -> new TlsSocket(made(), real));
    }

    /** Jakarta Mail connects it itself, to an address that it has looked up: that very address is asked about. */
    private final class AllowedSocket extends Socket {
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (endpoint instanceof InetSocketAddress to
                    && to.getAddress() != null
                    && !policy.allows(to.getAddress())) {
                throw new ConnectException("The address of " + to.getHostString() + " must not be contacted from here");
            }
            super.connect(endpoint, timeout);
        }
    }

    private Socket made() throws IOException {
        return track(new AllowedSocket());
    }

    private interface Maker {
        Socket make() throws IOException;
    }

    /** Jakarta Mail asks for a socket and connects it; the other ways are here because the type has them. */
    private static final class Made extends SocketFactory {
        private final Maker maker;

        Made(Maker maker) {
            this.maker = maker;
        }

        @Override
        public Socket createSocket() throws IOException {
            return maker.make();
        }

        private Socket connected(InetSocketAddress to) throws IOException {
            Socket socket = maker.make();
            socket.connect(to, 0);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return createSocket(host, port);
        }
    }
}
