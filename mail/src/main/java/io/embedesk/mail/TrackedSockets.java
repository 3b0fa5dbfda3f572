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

    SocketFactory plain() {
        return new Plain();
    }

    SSLSocketFactory tls(SSLSocketFactory real) {
        return new Tls(real);
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

    private Socket connected(InetSocketAddress to) throws IOException {
        Socket socket = made();
        socket.connect(to, 0);
        return socket;
    }

    private final class Plain extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return made();
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

    /** TLS is put on top of a socket that is connected already. */
    private final class Tls extends SSLSocketFactory {
        private final SSLSocketFactory real;

        Tls(SSLSocketFactory real) {
            this.real = real;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return real.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return real.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket() throws IOException {
            return made();
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return track(real.createSocket(socket, host, port, autoClose));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return createSocket(connected(new InetSocketAddress(host, port)), host, port, true);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return createSocket(connected(new InetSocketAddress(host, port)), host.getHostName(), port, true);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return createSocket(host, port);
        }
    }
}
