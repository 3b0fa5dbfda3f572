/** For whoever brings messages in. The table of who is trusted with what is enforced behind it. */
package io.embedesk.intake;
