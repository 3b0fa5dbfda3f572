package io.embedesk.inbound;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyExtractorTest {
    private static void divided(String text, String reply) {
        ReplyText parts = ReplyExtractor.ofPlain(text);
        assertThat(parts.reply()).isEqualTo(reply);
        assertThat(parts.quoted()).isPresent();
        assertThat(parts.reply() + parts.quotedText())
                .hasSizeGreaterThanOrEqualTo(text.strip().length() - 4);
    }

    private static void whole(String text) {
        assertThat(ReplyExtractor.ofPlain(text)).isEqualTo(new ReplyText(text.strip(), null));
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
        void keepsEachQuoteThatIsAnswered() {
            String answered = "> Is it on?\nYes.\n> And warm?\nNo.";
            divided("On 2 Mar 2026, Ann <a@acme.example> wrote:\n" + answered, answered);
            divided(
                    "Hello Ann,\n\nOn 2 Mar 2026 at 09:14, Ann <a@acme.example> wrote:\n" + answered + "\n> Regards",
                    "Hello Ann,\n\n" + answered);
            whole("> Is it on?\n\nYes.");
        }

        @Test
        void findsTheAnswerBelowTheQuote() {
            divided("On 2 Mar 2026, Ann <a@acme.example> wrote:\n> Is it on?\n\nYes.", "Yes.");
            divided("Le 2026-03-02 09:14, Ann a écrit :\n> Ça marche ?\n\nOui.", "Oui.");
            divided(
                    "My answer is below:\n\nOn 2 Mar 2026, Ann <a@acme.example> wrote:\n> Is it on?\n\nYes.",
                    "My answer is below:\n\n> Is it on?\n\nYes.");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "2 Mart 2026 Pzt 09:14 tarihinde Acme <support@acme.example> şunu yazdı:",
                    "po 2. 3. 2026 v 9:14 odesílatel Acme <support@acme.example> napsal:",
                    "Acme <support@acme.example> ezt írta (időpont: 2026. márc. 2., H, 9:14):",
                    "În lun., 2 mar. 2026 la 09:14, Acme <support@acme.example> a scris:",
                    "בתאריך יום ב׳, 2 במרץ 2026 ב-9:14 מאת Acme <support@acme.example>:",
                    "في الاثنين، 2 مارس 2026 في 9:14 كتب Acme <support@acme.example>:",
                    "2026年3月2日(月) 9:14 Acme <support@acme.example>:",
                    "2026년 3월 2일 (월) 오전 9:14, Acme <support@acme.example>님이 작성:",
                    "在 2026年3月2日，上午9:14，Acme <support@acme.example> 写道：",
                    "пн, 2 мар. 2026 г. в 09:14, Acme <support@acme.example>:",
                    "Acme <support@acme.example> schrieb am Mo., 2. März\n2026 um 09:14 Uhr:",
                    "Den mån 2 mars 2026 kl 09:14 skrev Acme <support@acme.example>:",
                    "ma 2. maalisk. 2026 klo 9.14 Acme (support@acme.example) kirjoitti:",
                    "Op ma 2 mrt 2026 om 09:14 schreef Acme <support@acme.example>:",
                    "Il giorno lun 2 mar 2026 alle ore 09:14 Acme <\nsupport@acme.example> ha scritto:",
                    "Vào Th 2, 2 thg 3, 2026 vào lúc 9:14 Acme <support@acme.example> đã viết:",
                    "Στις Δευ, 2 Μαρ 2026 στις 9:14, ο χρήστης Acme <support@acme.example> έγραψε:",
                    "---- On Mon, 02 Mar 2026 09:14:00 +0100 Acme <support@acme.example> wrote ----",
                    "2026-03-02 9:14 GMT+01:00 Acme <support@acme.example>:"
                })
        void knowsWhatEveryLanguageSaysBeforeAQuote(String attribution) {
            divided("It works now.\n\n" + attribution + "\n\nIs it on?\nAnn\n", "It works now.");
            divided("It works now.\n" + attribution + "\n\n> Is it on?\n> Ann\n", "It works now.");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "From: Ann\nSent: Monday\nTo: Carla\nSubject: x",
                    "*From:* Ann <a@acme.example>\n*Sent:* Monday\n*To:* Carla\n*Subject:* x",
                    "De : Ann\nEnvoyé : lundi\nÀ : Carla\nObjet : x",
                    "Da: Ann\nInviato: lunedì\nA: Carla\nOggetto: x",
                    "Od: Ann\nOdesláno: pondělí\nKomu: Carla\nPředmět: x",
                    "Feladó: Ann\nElküldve: hétfő\nCímzett: Carla\nTárgy: x",
                    "Kimden: Ann\nGönderildi: Pazartesi\nKime: Carla\nKonu: x",
                    "De la: Ann\nTrimis: luni\nCătre: Carla\nSubiect: x",
                    "מאת: Ann\nנשלח: יום שני\nאל: Carla\nנושא: x",
                    "من: Ann\nتم الإرسال: الاثنين\nإلى: Carla\nالموضوع: x",
                    "差出人: Ann\n送信日時: 月曜日\n宛先: Carla\n件名: x",
                    "보낸 사람: Ann\n보낸 날짜: 월요일\n받는 사람: Carla\n제목: x",
                    "发件人：Ann\n发送时间：星期一\n收件人：Carla\n主题：x",
                    "Date: Monday\nFrom: Ann\nTo: Carla\nSubject: x"
                })
        void knowsTheHeadersThatEveryLanguageQuotes(String headers) {
            divided("Yes.\n\n________________________________\n" + headers + "\n\nIs it on?", "Yes.");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Sent from my iPhone",
                    "Get Outlook for Android<https://aka.ms/x>",
                    "Von meinem iPhone gesendet",
                    "Envoyé de mon iPhone",
                    "Enviado desde mi iPhone",
                    "Verstuurd vanaf mijn iPad",
                    "iPhoneから送信",
                    "나의 iPhone에서 보냄",
                    "iPhone'umdan gönderildi",
                    "-- \nCarla Cruz\nCustomer Ltd",
                    "--\nCarla"
                })
        void leavesASignatureOut(String signature) {
            divided("It works now.\n\n" + signature, "It works now.");
            divided("It works now.\n\n" + signature + "\n\nOn 2 Mar 2026, Ann wrote:\n> Is it on?", "It works now.");
        }

        @Test
        void keepsWhatOnlyLooksLikeASignatureOrAQuote() {
            whole("The parcel was\nsent from Hamburg on Monday.");
            whole("Settings:\n---\nname: x\nvalue: y");
            whole("| a | b |\n|---|---|\n| 1 | 2 |");
            whole("C:\\> dir\nC:\\> exit");
            whole("```\n> Is it on?\nOn 2 Mar 2026 at 09:14, Ann <a@acme.example> wrote:\n```\nThis is what I see.");
            whole("My colleague wrote on Monday that it does not open:\n\nPlease help.");
            whole("Contacts:\nann@acme.example: sales\nbob@acme.example: support");
            whole("Order 2026-03-01 was sent to Ann <ann@acme.example>.\nWhere is it?");
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
            assertThat(ReplyExtractor.ofPlain(line.repeat(20_000)).reply()).isNotEmpty();
            assertThat(ReplyExtractor.ofPlain("> ".repeat(500_000)).reply()).isNotEmpty();
        }
    }

    @Nested
    class Html {
        @Test
        void losesWhatMailProgramsMarkAsQuoted() {
            ReplyText parts = ReplyExtractor.extract(
                    "",
                    null,
                    "<div>It works <b>now</b>.<br>Thanks</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Monday"
                            + " Ann wrote:</div><blockquote>Is it on?</blockquote></div>");
            assertThat(parts.reply()).isEqualTo("It works now.\nThanks");
            assertThat(parts.quotedText()).contains("Is it on?");
        }

        @Test
        void losesOurOwnMail() {
            ReplyText parts =
                    ReplyExtractor.extract("", null, "<p>Yes</p><div class=\"embedesk-reply\">Is it on?</div>");
            assertThat(parts.reply()).isEqualTo("Yes");
        }

        @Test
        void losesEverythingBehindTheMarksOfOutlook() {
            for (String mark : List.of(
                    "<div id=\"appendonsend\"></div><hr>",
                    "<div id=\"mail-editor-reference-message-container\"></div>",
                    "<div style='border:none; border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>")) {
                ReplyText parts = ReplyExtractor.extract(
                        "Re: x",
                        null,
                        "<div><p>Yes.</p></div>" + mark
                                + "<p><b>From:</b> Ann<br><b>Sent:</b> Monday<br><b>To:</b> Carla<br>"
                                + "<b>Subject:</b> x</p></div><p>Is it on?</p>");
                assertThat(parts.reply()).as(mark).isEqualTo("Yes.");
                assertThat(parts.quotedText()).contains("Is it on?");
            }
        }

        @Test
        void keepsWhatIsWrittenBetweenQuotes() {
            ReplyText parts = ReplyExtractor.extract(
                    "",
                    null,
                    "<blockquote type=cite>Is it on?</blockquote>Yes<blockquote type=cite>Warm?</blockquote>No");
            assertThat(parts.reply()).contains("Is it on?", "Yes", "Warm?", "No");
        }

        @Test
        void keepsWhatTheAuthorWroteWithinAMark() {
            ReplyText parts = ReplyExtractor.extract(
                    "",
                    null,
                    "<div class=\"gmail_quote\"><p>Dear all, it works.</p><div class=\"gmail_attr\">On Monday Ann wrote:</div>"
                            + "<blockquote class=\"gmail_quote\">Is it on?</blockquote></div>");
            assertThat(parts.reply()).isEqualTo("Dear all, it works.");
        }

        @Test
        void keepsAMailThatIsPassedOn() {
            String html = "<p>FYI</p><blockquote type=cite>From: Ann<br>Is it on?</blockquote>";
            assertThat(ReplyExtractor.extract("WG: x", null, html).reply()).contains("FYI", "Is it on?");
            assertThat(ReplyExtractor.extract("x", null, "<p>FYI</p>---------- Forwarded message ---------<br>" + html)
                            .reply())
                    .contains("FYI", "Is it on?");
        }

        @Test
        void showsOnlyWhatIsNew() {
            HtmlReply divided = ReplyExtractor.divide(
                    "Re: x", "Yes\n\n> Is it on?", "<p><b>Yes</b></p><blockquote type=cite>Is it on?</blockquote>");
            assertThat(divided.text().reply()).isEqualTo("Yes");
            assertThat(requireNonNull(divided.document()).body().html())
                    .contains("<b>Yes</b>")
                    .doesNotContain("Is it on?");
        }

        @Test
        void keepsAQuoteThatTheCustomerMade() {
            assertThat(ReplyExtractor.extract("", null, "<p>The screen says</p><blockquote>error 42</blockquote>")
                            .reply())
                    .contains("error 42");
            assertThat(ReplyExtractor.extract("", null, "<div class=\"gmail_quote\">all of it</div>")
                            .reply())
                    .isEqualTo("all of it");
        }
    }

    @Nested
    class PlainAndHtml {
        private static final String QUOTED = "<p>No</p><blockquote type=cite>Is it on?</blockquote>";

        @Test
        void believesTheTextWhereItIsMarked() {
            assertThat(ReplyExtractor.extract("", "Yes\n> Is it on?", QUOTED))
                    .isEqualTo(new ReplyText("Yes", "> Is it on?"));
        }

        @Test
        void believesTheHtmlWhereTheTextIsNotMarked() {
            assertThat(ReplyExtractor.extract("", "Yes\nIs it on?", QUOTED))
                    .isEqualTo(new ReplyText("No", "Is it on?"));
            assertThat(ReplyExtractor.extract("", " \n", QUOTED)).isEqualTo(new ReplyText("No", "Is it on?"));
        }

        @Test
        void believesTheTextWhereNothingIsMarked() {
            assertThat(ReplyExtractor.extract("", "Yes", "<p>No</p>")).isEqualTo(new ReplyText("Yes", null));
            assertThat(ReplyExtractor.extract("", "Yes", null)).isEqualTo(new ReplyText("Yes", null));
        }

        @Test
        void keepsTheTextOfAMailThatIsPassedOn() {
            assertThat(ReplyExtractor.extract("Fwd: x", "Yes\n> Is it on?", QUOTED))
                    .isEqualTo(new ReplyText("Yes\n> Is it on?", null));
            assertThat(ReplyExtractor.extract("Fwd: x", null, QUOTED).reply()).contains("No", "Is it on?");
            assertThat(ReplyExtractor.extract("Fwd: x", null, null)).isEqualTo(new ReplyText("", null));
        }

        @Test
        void isEmptyWhenThereIsNeither() {
            assertThat(ReplyExtractor.extract("", null, null)).isEqualTo(new ReplyText("", null));
        }
    }
}
