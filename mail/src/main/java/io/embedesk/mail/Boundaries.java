package io.embedesk.mail;

import io.embedesk.EntryId;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;

/**
 * Boundaries made of the entry's random id: the same in every attempt, and not to be guessed by whoever wrote what stands
 * between them.
 */
final class Boundaries {
    private final EntryId entry;
    private int count;

    Boundaries(EntryId entry) {
        this.entry = entry;
    }

    MimeMultipart multipart(String subtype) {
        ParameterList parameters = new ParameterList();
        parameters.set("boundary", "=_" + entry + "_" + ++count);
        return new Multipart(subtype, new ContentType("multipart", subtype, parameters).toString());
    }

    private static final class Multipart extends MimeMultipart {
        Multipart(String subtype, String type) {
            super(subtype);
            contentType = type;
        }
    }
}
