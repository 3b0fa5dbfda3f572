package io.embedesk.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket that speaks TLS as soon as it is connected (RFC 8314), over a socket that somebody else has made. Jakarta Mail would
 * make the one underneath itself, and connect it to wherever it likes.
 */
final class TlsSocket extends Socket {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Socket plain;
    private final SSLSocketFactory factory;
    private @Nullable SSLSocket tls;

    TlsSocket(Socket plain, SSLSocketFactory factory) {
        this.plain = plain;
        this.factory = factory;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        plain.connect(endpoint, timeout);
        InetSocketAddress to = (InetSocketAddress) endpoint;
        tls = secured(plain, factory, to.getHostString(), to.getPort());
    }

    /** With a certificate that somebody trusted has given to that name, or not at all. */
    static SSLSocket secured(Socket plain, SSLSocketFactory factory, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(PROTOCOLS);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private Socket secure() throws SocketException {
        if (tls == null) {
            throw new SocketException("not connected");
        }
        return tls;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return secure().getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return secure().getOutputStream();
    }

    @Override
    public synchronized void setSoTimeout(int timeout) throws SocketException {
        plain.setSoTimeout(timeout);
    }

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return plain.getSoTimeout();
    }

    @Override
    public InetAddress getInetAddress() {
        return plain.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return plain.getLocalAddress();
    }

    @Override
    public boolean isConnected() {
        return plain.isConnected();
    }

    @Override
    public boolean isClosed() {
        return plain.isClosed();
    }

    @Override
    public synchronized void close() throws IOException {
        if (tls != null) {
            tls.close();
        }
        plain.close();
    }
}
