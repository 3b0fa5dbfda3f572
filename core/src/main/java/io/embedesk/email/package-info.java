/** E-mail as the desk sees it: addresses, ids, threads, tokens and deliveries. No MIME and no SMTP. */
package io.embedesk.email;
