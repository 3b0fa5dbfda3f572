/** A shop on Spring Boot 4: the smallest host whose own transactions open tickets. */
@NullMarked
package io.embedesk.examples.springboot;

import org.jspecify.annotations.NullMarked;
