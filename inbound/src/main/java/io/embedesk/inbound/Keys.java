package io.embedesk.inbound;

import io.embedesk.ConfigurationException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Signatures with a provider's public key. */
final class Keys {
    private Keys() {}

    /** Base 64 of the DER form, with or without the lines of PEM. */
    static PublicKey publicKey(String algorithm, String encoded) {
        StringBuilder bare = new StringBuilder();
        encoded.lines().filter(line -> !line.startsWith("-----")).forEach(bare::append);
        try {
            byte[] der = Base64.getDecoder().decode(bare.toString().strip());
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The provider's public key is no " + algorithm + " key in base 64",
                    "Copy the whole key from the provider's settings.",
                    e);
        }
    }

    static List<PublicKey> atLeastOne(List<PublicKey> keys) {
        if (keys.isEmpty()) {
            throw new ConfigurationException(
                    "No public key is given", "Copy the provider's key, or say acceptingUnsignedRequests().");
        }
        return List.copyOf(keys);
    }

    static boolean verifies(String algorithm, PublicKey key, String signature, Bytes... signed) {
        try {
            Signature check = Signature.getInstance(algorithm);
            check.initVerify(key);
            for (Bytes part : signed) {
                part.feed(check::update);
            }
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
