package io.embedesk.inbound;

/** Whether a request is its provider's. */
public enum Authenticity {
    /** It is signed with a secret that only the provider has. */
    AUTHENTIC,
    /** It is not signed, or not with that secret, or at another time. */
    FORGED,
    /** The host accepts unsigned requests of this provider, so nobody knows. */
    UNSIGNED
}
