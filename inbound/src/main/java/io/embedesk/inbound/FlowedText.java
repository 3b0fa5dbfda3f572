package io.embedesk.inbound;

/** {@code format=flowed} (RFC 3676): lines that were only broken for the way are put together again. */
final class FlowedText {
    private FlowedText() {}

    static String unfolded(String text, boolean deleteSpace) {
        StringBuilder out = new StringBuilder(text.length());
        boolean flows = false;
        int quoted = 0;
        for (String line : text.split("\n", -1)) {
            int depth = depth(line);
            String words = line.substring(depth);
            words = words.startsWith(" ") ? words.substring(1) : words;
            boolean signature = words.equals("-- ");
            if (flows && depth == quoted && !signature) {
                out.append(words);
            } else {
                if (out.length() > 0 || flows) {
                    out.append('\n');
                }
                out.append(">".repeat(depth)).append(depth > 0 ? " " : "").append(words);
            }
            flows = words.endsWith(" ") && !signature;
            quoted = depth;
            if (flows && deleteSpace) {
                out.setLength(out.length() - 1);
            }
        }
        return out.toString();
    }

    private static int depth(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == '>') {
            depth++;
        }
        return depth;
    }
}
