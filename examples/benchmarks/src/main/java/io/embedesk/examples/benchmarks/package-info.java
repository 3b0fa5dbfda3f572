@NullMarked
package io.embedesk.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
