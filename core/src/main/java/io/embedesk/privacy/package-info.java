/** What a person may demand of their data, and how long it is kept. */
package io.embedesk.privacy;
