/** The way out for mail: {@link io.embedesk.mail.SmtpSettings} say where, {@link io.embedesk.mail.SmtpChannel} sends. */
package io.embedesk.mail;
