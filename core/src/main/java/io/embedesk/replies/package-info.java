/** Texts that agents use again and again. */
package io.embedesk.replies;
