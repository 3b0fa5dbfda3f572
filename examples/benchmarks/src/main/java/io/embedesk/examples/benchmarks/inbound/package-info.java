/** From a request's bytes to a mail that is understood, beside the least that anybody could do. */
@NullMarked
package io.embedesk.examples.benchmarks.inbound;

import org.jspecify.annotations.NullMarked;
