package io.embedesk.inbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;

/** A key and its certificate, made by the JDK's keytool when a test runs. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SelfSigned(PrivateKey privateKey, byte[] pem) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    static SelfSigned make(String name) throws Exception {
        Path folder = Files.createTempDirectory("embedesk-test-keys");
        Path file = folder.resolve("key.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options =
                "-genkeypair -alias k -keyalg RSA -keysize 2048 -validity 30 -storetype PKCS12 -storepass changeit";
        Process process = new ProcessBuilder(
                        (keytool + " " + options + " -dname CN=" + name + " -keystore " + file).split(" ", -1))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + output);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        Files.delete(file);
        Files.delete(folder);
        String certificate =
                Base64.getMimeEncoder().encodeToString(store.getCertificate("k").getEncoded());
        String pem = "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n";
        return new SelfSigned((PrivateKey) store.getKey("k", PASSWORD), pem.getBytes(US_ASCII));
    }
}
