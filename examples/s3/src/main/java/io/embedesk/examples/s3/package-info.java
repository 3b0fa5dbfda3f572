/** Attachments in an object store. */
@NullMarked
package io.embedesk.examples.s3;

import org.jspecify.annotations.NullMarked;
