package io.embedesk.mail;

import java.net.InetAddress;

/**
 * Which addresses may be contacted for somebody else. Where customers of the host enter mail servers of their own, a "test
 * connection" is otherwise a way to look around in the host's network. What is asked about is the address that is then
 * connected to, so that a name that resolves differently a moment later gains nothing.
 */
@FunctionalInterface
public interface HostPolicy {
    /** Any: for settings that the host itself makes. */
    HostPolicy ANY = address -> true;

    /** Only what is reachable from everywhere: no loopback, no private, link-local, shared or reserved range. */
    HostPolicy PUBLIC = PublicAddresses::contain;

    /**
     * Decides.
     *
     * @param address about to be connected to
     * @return whether it may be
     */
    boolean allows(InetAddress address);
}
