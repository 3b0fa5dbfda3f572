package io.embedesk.inbound;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes to characters: as declared if that is possible, else as UTF-8, else as Windows does. */
final class Charsets {
    /** Names under which senders use a larger set than the one they name. */
    private static final Map<String, String> REALLY = Map.of(
            "gb2312", "gb18030", "ks_c_5601-1987", "x-windows-949", "iso-8859-1", "windows-1252", "us-ascii", "utf-8");

    private static final Charset LAST_RESORT = Charset.forName("windows-1252");

    private Charsets() {}

    static String decode(byte[] bytes, @Nullable String declared) {
        Charset charset = declared == null ? StandardCharsets.UTF_8 : named(declared);
        String text = strictly(bytes, charset);
        if (text == null) {
            text = strictly(bytes, StandardCharsets.UTF_8);
        }
        return text == null ? new String(bytes, LAST_RESORT) : text;
    }

    private static Charset named(String declared) {
        String name = declared.strip().toLowerCase(Locale.ROOT);
        try {
            return Charset.forName(REALLY.getOrDefault(name, name));
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static @Nullable String strictly(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
