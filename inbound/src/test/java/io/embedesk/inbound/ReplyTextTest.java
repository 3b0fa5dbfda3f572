package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTextTest {
    private static void divided(String text, String reply) {
        ReplyText parts = ReplyText.ofPlain(text);
        assertThat(parts.reply()).isEqualTo(reply);
        assertThat(parts.quoted()).isPresent();
        assertThat(parts.reply() + parts.quotedText())
                .hasSizeGreaterThanOrEqualTo(text.strip().length() - 4);
    }

    private static void whole(String text) {
        assertThat(ReplyText.ofPlain(text)).isEqualTo(new ReplyText(text.strip(), null));
    }

    @Nested
    class Plain {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "On Mon, 2 Mar 2026 at 09:14, Acme Support <support@acme.example> wrote:",
                    "On Mon, 2 Mar 2026 at 09:14, Acme Support with a very long name\n<support@acme.example> wrote:",
                    "Am 02.03.2026 um 09:14 schrieb Acme Support:",
                    "Le lun. 2 mars 2026 à 09:14, Acme Support <support@acme.example> a écrit :",
                    "El 2 mar 2026, a las 9:14, Acme <support@acme.example> escribió:",
                    "W dniu 2.03.2026 o 09:14, Acme napisał(a):",
                    "2026年3月2日 9:14 Acme <support@acme.example> 写道："
                })
        void endsWhereTheQuoteIsAnnounced(String attribution) {
            divided("It works now.\n\nThanks\n\n" + attribution + "\n> Is it on?\n> Ann\n", "It works now.\n\nThanks");
        }

        @Test
        void endsAtTheMarksOfOutlook() {
            divided("Yes.\n\n-----Original Message-----\nFrom: Ann\nIs it on?", "Yes.");
            divided(
                    "Yes.\n\n________________________________\nFrom: Ann\nSent: Monday\nTo: Carla\nSubject: RE: x\n\nIs it on?",
                    "Yes.");
            divided("Ja.\n\nVon: Ann\nGesendet: Montag\nAn: Carla\nBetreff: AW: x\n\nIst er an?", "Ja.");
        }

        @Test
        void endsBeforeTheQuoteAtItsEnd() {
            divided("Yes.\n> Is it on?\n>\n> Ann", "Yes.");
        }

        @Test
        void staysWholeWhenTheQuoteIsAnswered() {
            whole("On 2 Mar 2026, Ann <a@acme.example> wrote:\n> Is it on?\nYes.\n> And warm?\nNo.");
            whole("> Is it on?\n\nYes.");
        }

        @Test
        void staysWholeWhenAMailIsForwarded() {
            whole(
                    "FYI\n\n---------- Forwarded message ---------\nFrom: Bob <b@x.example>\nDate: x\nSubject: y\nTo: z\n\nText");
        }

        @Test
        void staysWholeWhenNothingProvesAQuote() {
            whole("Here they are:\n\nThe log of 2026 said:\nerror 42");
            whole("From: the beginning it did not work.\nThen it did.");
            whole("--\nCarla");
            whole("");
        }

        @Test
        void isNeverEmptyWhenTheMailIsNot() {
            whole("> only a quote");
            whole("On 2 Mar 2026, Ann <a@acme.example> wrote:\n> Is it on?");
        }

        @Test
        void takesTimeInProportionToItsInput() {
            String line = "On Mon, 2 Mar 2026 wrote at @ and : never quite\n";
            assertThat(ReplyText.ofPlain(line.repeat(20_000)).reply()).isNotEmpty();
            assertThat(ReplyText.ofPlain("> ".repeat(500_000)).reply()).isNotEmpty();
        }
    }

    @Nested
    class Html {
        @Test
        void losesWhatMailProgramsMarkAsQuoted() {
            ReplyText parts = ReplyText.of(
                    null,
                    "<div>It works <b>now</b>.<br>Thanks</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Monday"
                            + " Ann wrote:</div><blockquote>Is it on?</blockquote></div>");
            assertThat(parts.reply()).isEqualTo("It works now.\nThanks");
            assertThat(parts.quotedText()).contains("Is it on?");
        }

        @Test
        void losesOurOwnMail() {
            ReplyText parts = ReplyText.of(null, "<p>Yes</p><div class=\"embedesk-reply\">Is it on?</div>");
            assertThat(parts.reply()).isEqualTo("Yes");
        }

        @Test
        void keepsAQuoteThatTheCustomerMade() {
            assertThat(ReplyText.of(null, "<p>The screen says</p><blockquote>error 42</blockquote>")
                            .reply())
                    .contains("error 42");
            assertThat(ReplyText.of(null, "<div class=\"gmail_quote\">all of it</div>")
                            .reply())
                    .isEqualTo("all of it");
        }
    }
}
