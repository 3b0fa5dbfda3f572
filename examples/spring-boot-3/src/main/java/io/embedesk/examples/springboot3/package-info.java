/** A shop on Spring Boot 3.5: the smallest host whose own transactions open tickets. */
@NullMarked
package io.embedesk.examples.springboot3;

import org.jspecify.annotations.NullMarked;
