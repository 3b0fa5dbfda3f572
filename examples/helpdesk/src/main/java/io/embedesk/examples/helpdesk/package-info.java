@NullMarked
package io.embedesk.examples.helpdesk;

import org.jspecify.annotations.NullMarked;
