package io.embedesk.examples.benchmarks;

import io.embedesk.Secret;
import io.embedesk.TicketId;
import io.embedesk.Workspace;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.ReplyTokens;
import java.util.List;
import java.util.Random;

/** Guesses at the signed address of a ticket: not one is believed, while signatures of a few characters would be. */
record GuessesRow(String name) implements Row {
    private static final int GUESSES = 10_000_000;
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int SIGNATURE = 26;
    /** Three characters of five bits and one bit of the fourth: what a 16-bit signature would show. */
    private static final int SHORT = 3;

    @Override
    public List<Measurement> measure(boolean brief) {
        int guesses = brief ? GUESSES / 10 : GUESSES;
        ReplyTokens tokens = ReplyTokens.of(Workspace.DEFAULT, Secret.of("only-for-these-measurements-32by"));
        TicketId ticket = TicketId.mint();
        String genuine = tokens.address(ticket, "acme.example").local();
        String known = genuine.substring(0, genuine.length() - SIGNATURE);
        Random random = new Random(1);
        long believed = 0;
        long shortBelieved = 0;
        for (int i = 0; i < guesses; i++) {
            String guess = known + signature(random);
            believed += tokens.read(EmailAddress.of(guess + "@acme.example"))
                            .filter(address -> address.proven())
                            .isPresent()
                    ? 1
                    : 0;
            // Broken on purpose: looks at no more than 16 bits.
            shortBelieved += isShortMatch(guess, genuine, known.length()) ? 1 : 0;
        }
        return List.of(new Measurement(
                name,
                believed,
                "guesses believed; with 16 bits " + shortBelieved,
                null,
                guesses,
                "none",
                believed == 0,
                shortBelieved > 0));
    }

    private static boolean isShortMatch(String guess, String genuine, int from) {
        boolean firstBit = ALPHABET.indexOf(guess.charAt(from + SHORT)) < ALPHABET.length() / 2
                == ALPHABET.indexOf(genuine.charAt(from + SHORT)) < ALPHABET.length() / 2;
        return firstBit && guess.regionMatches(from, genuine, from, SHORT);
    }

    private static String signature(Random random) {
        StringBuilder signature = new StringBuilder();
        for (int i = 0; i < SIGNATURE; i++) {
            signature.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return signature.toString();
    }
}
