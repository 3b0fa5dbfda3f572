package io.embedesk.mail;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** What is left of the address space without the special ranges (RFC 6890 and the registries that it began). */
final class PublicAddresses {
    private static final List<Range> SPECIAL_V4 = List.of(
            range(0, 0, 0, 8),
            range(10, 0, 0, 8),
            range(100, 64, 0, 10),
            range(127, 0, 0, 8),
            range(169, 254, 0, 16),
            range(172, 16, 0, 12),
            range(192, 0, 0, 24),
            range(192, 0, 2, 24),
            range(192, 88, 99, 24),
            range(192, 168, 0, 16),
            range(198, 18, 0, 15),
            range(198, 51, 100, 24),
            range(203, 0, 113, 24),
            range(224, 0, 0, 3));
    /** Global unicast; the rest of IPv6 is special or not given out. */
    private static final int GLOBAL_FIRST_BITS = 0b001;

    private PublicAddresses() {}

    private record Range(int network, int bits) {
        boolean contains(int address) {
            int mask = -1 << (32 - bits);
            return (address & mask) == (network & mask);
        }
    }

    private static Range range(int a, int b, int c, int bits) {
        return new Range(a << 24 | b << 16 | c << 8, bits);
    }

    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublicV6(bytes) : isPublicV4(bytes, 0);
    }

    private static boolean isPublicV4(byte[] bytes, int at) {
        int address = (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
        return SPECIAL_V4.stream().noneMatch(range -> range.contains(address));
    }

    private static boolean isPublicV6(byte[] bytes) {
        int first = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        int second = (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
        if (first == 0x64 && second == 0xFF9B) {
            return isPublicV4(bytes, 12);
        }
        if (first == 0x2002) {
            return isPublicV4(bytes, 2);
        }
        boolean teredoOrDocumentation = first == 0x2001 && (second < 0x200 || second == 0xDB8);
        return first >> 13 == GLOBAL_FIRST_BITS && !teredoOrDocumentation;
    }
}
