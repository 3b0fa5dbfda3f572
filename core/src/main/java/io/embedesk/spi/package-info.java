/** The ports that the desk needs: what a new store, mail channel or access policy implements. */
package io.embedesk.spi;
