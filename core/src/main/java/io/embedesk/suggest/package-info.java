/**
 * Drafts of replies by a model that the host brings, inside an envelope that decides what the model reads and what may come
 * of it. Begin with {@link io.embedesk.suggest.ReplySuggestions}.
 */
package io.embedesk.suggest;
