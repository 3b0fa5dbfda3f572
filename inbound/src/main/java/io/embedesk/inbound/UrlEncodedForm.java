package io.embedesk.inbound;

import io.embedesk.inbound.InboundException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code application/x-www-form-urlencoded}, decoded to bytes. */
final class UrlEncodedForm {
    private UrlEncodedForm() {}

    static Form parse(Bytes body, InboundLimits limits) {
        List<Form.Field> fields = new ArrayList<>();
        int at = 0;
        while (at < body.size()) {
            int end = indexOf(body, '&', at, body.size());
            int equals = indexOf(body, '=', at, end);
            if (end > at) {
                String name = new String(decoded(body, at, equals), StandardCharsets.UTF_8);
                byte[] value = equals < end ? decoded(body, equals + 1, end) : new byte[0];
                fields.add(new Form.Field(name, null, null, Bytes.of(value)));
            }
            if (fields.size() > limits.parts()) {
                throw new InboundException(Reason.TOO_MANY, "The form has more than " + limits.parts() + " fields");
            }
            at = end + 1;
        }
        return new Form(fields);
    }

    private static int indexOf(Bytes bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes.at(i) == wanted) {
                return i;
            }
        }
        return to;
    }

    private static byte[] decoded(Bytes bytes, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            int octet = bytes.at(i) == '%' && i + 2 < to ? octet(bytes.at(i + 1), bytes.at(i + 2)) : -1;
            if (octet >= 0) {
                out.write(octet);
                i += 2;
            } else {
                out.write(bytes.at(i) == '+' ? ' ' : bytes.at(i));
            }
        }
        return out.toByteArray();
    }

    private static int octet(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first << 4 | second;
    }
}
