/** How a desk is doing, with reasons. Begin with {@link io.embedesk.health.DeskHealth}. */
package io.embedesk.health;
