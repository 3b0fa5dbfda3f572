@NullMarked
package io.embedesk.examples.quickstart;

import org.jspecify.annotations.NullMarked;
