/** What the JPA store costs beside the best SQL that we can write by hand for the same tables. */
@NullMarked
package io.embedesk.examples.benchmarks.store;

import org.jspecify.annotations.NullMarked;
