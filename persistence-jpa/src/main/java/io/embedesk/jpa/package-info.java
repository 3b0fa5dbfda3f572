/** A store on {@code jakarta.persistence}: the store, the host's unit of work, and the tables. */
package io.embedesk.jpa;
