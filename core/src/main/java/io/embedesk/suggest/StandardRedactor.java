package io.embedesk.suggest;

import java.util.Locale;

/** One pass over the text, without regular expressions: what a customer writes cannot make it slow. */
final class StandardRedactor implements Redactor {
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_IBAN = 34;
    private static final int SHORTEST_IBAN = 15;

    @Override
    public String redact(String text, Redactions hidden) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            if (at > 0 && isWord(text.charAt(at - 1)) || !isStart(text.charAt(at))) {
                out.append(text.charAt(at++));
                continue;
            }
            int end = number(text, at, out, hidden);
            if (end < 0) {
                end = word(text, at, out, hidden);
            }
            at = end;
        }
        return out.toString();
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || "._%+-@=/".indexOf(c) >= 0;
    }

    private static boolean isStart(char c) {
        return isWord(c) || c == '(';
    }

    /** Numbers may have spaces in them; returns where it ended, or -1 when there is none. */
    private static int number(String text, int at, StringBuilder out, Redactions hidden) {
        int iban = ibanEnd(text, at);
        if (iban > 0) {
            out.append(hidden.hide("IBAN", text.substring(at, iban)));
            return iban;
        }
        int end = at;
        int digits = 0;
        int last = at;
        while (end < text.length() && end - at < LONGEST_NUMBER && isNumeric(text.charAt(end), end == at)) {
            if (Character.isDigit(text.charAt(end))) {
                digits++;
                last = end + 1;
            }
            end++;
        }
        boolean cut = last < text.length() && (isWord(text.charAt(last)) && ".-/".indexOf(text.charAt(last)) < 0);
        if (digits < 7 || cut) {
            return -1;
        }
        String found = text.substring(at, last);
        if (digits >= 13 && digits <= 19 && isCard(found)) {
            out.append(hidden.hide("CARD", found));
        } else if (digits <= 15 && "+0(".indexOf(text.charAt(at)) >= 0) {
            out.append(hidden.hide("PHONE", found));
        } else {
            return -1;
        }
        return last;
    }

    private static boolean isNumeric(char c, boolean first) {
        return c >= '0' && c <= '9' || (first ? c == '+' || c == '(' : " -./()".indexOf(c) >= 0);
    }

    /** ISO/IEC 7812, annex B. */
    private static boolean isCard(String found) {
        int sum = 0;
        boolean twice = false;
        for (int i = found.length() - 1; i >= 0; i--) {
            int digit = found.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                continue;
            }
            int value = twice ? digit * 2 : digit;
            sum += value > 9 ? value - 9 : value;
            twice = !twice;
        }
        return sum % 10 == 0;
    }

    /** The longest account number that begins here and whose check digits are right (ISO 13616). */
    private static int ibanEnd(String text, int at) {
        StringBuilder account = new StringBuilder();
        int[] ends = new int[LONGEST_IBAN + 1];
        for (int i = at; i < text.length() && account.length() < LONGEST_IBAN; i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'A' && c <= 'Z';
            boolean digit = c >= '0' && c <= '9';
            if (c == ' ' && account.length() >= 4) {
                continue;
            }
            if (!(account.length() < 2 ? letter : account.length() < 4 ? digit : letter || digit)) {
                break;
            }
            account.append(c);
            ends[account.length()] = i + 1;
        }
        for (int length = account.length(); length >= SHORTEST_IBAN; length--) {
            if (isIban(account.substring(0, length))) {
                return ends[length];
            }
        }
        return -1;
    }

    private static boolean isIban(String account) {
        int rest = 0;
        for (int i = 0; i < account.length(); i++) {
            int value = Character.digit(account.charAt((i + 4) % account.length()), 36);
            rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
        }
        return rest == 1;
    }

    private static int word(String text, int at, StringBuilder out, Redactions hidden) {
        int end = at;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        if (end == at) {
            out.append(text.charAt(at));
            return at + 1;
        }
        // A sentence ends with a dot that belongs to no address.
        int last = end;
        while (last > at && ".-=/".indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        String word = text.substring(at, last);
        if (isEmail(word)) {
            out.append(hidden.hide("EMAIL", word));
        } else if (isSecret(word)) {
            out.append(hidden.hide("SECRET", word));
        } else {
            out.append(word);
        }
        out.append(text, last, end);
        return end;
    }

    private static boolean isEmail(String word) {
        int sign = word.indexOf('@');
        int dot = word.lastIndexOf('.');
        return sign > 0 && sign == word.lastIndexOf('@') && dot > sign + 1 && dot < word.length() - 2;
    }

    private static boolean isSecret(String word) {
        if (word.startsWith("eyJ") && word.length() > 30 && word.indexOf('.') > 0) {
            return true;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        boolean known = lower.startsWith("sk-")
                || lower.startsWith("sk_")
                || lower.startsWith("ghp_")
                || word.startsWith("AKIA")
                || lower.startsWith("xox");
        return word.length() >= (known ? 16 : 24) && word.indexOf('/') < 0 && isMixed(word);
    }

    private static boolean isMixed(String word) {
        boolean digit = word.chars().anyMatch(c -> c >= '0' && c <= '9');
        boolean letter = word.chars().anyMatch(Character::isLetter);
        return digit && letter;
    }
}
