package io.embedesk;

/**
 * HTML that an allow-list sanitiser has made, and may therefore be put into a page. Nothing in core makes it: the inbound
 * side does for mail, a host's rich editor for agents.
 *
 * @param value the sanitised markup
 */
public record SafeHtml(String value) {
    /** A body is personal data and stays out of logs. */
    @Override
    public String toString() {
        return "SafeHtml[" + value.length() + " characters]";
    }
}
