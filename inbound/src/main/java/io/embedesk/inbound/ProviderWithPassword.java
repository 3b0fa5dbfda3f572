package io.embedesk.inbound;

/** A provider that signs nothing: what proves a request is the password in the address that only the provider was told. */
abstract class ProviderWithPassword extends InboundProvider {
    private final BasicAuth password;

    ProviderWithPassword(BasicAuth password) {
        this.password = password;
    }

    @Override
    Authenticity authenticate(BufferedRequest request, Timestamps times) {
        return password.check(request);
    }

    @Override
    boolean asksForPassword() {
        return password.isPresent();
    }
}
