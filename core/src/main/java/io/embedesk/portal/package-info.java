/** What a verified customer may see and do, and how a host verifies one. Begin with {@link io.embedesk.portal.CustomerPortal}. */
package io.embedesk.portal;
