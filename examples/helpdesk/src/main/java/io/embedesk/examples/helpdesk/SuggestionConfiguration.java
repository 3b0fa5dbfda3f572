package io.embedesk.examples.helpdesk;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.embedesk.Desk;
import io.embedesk.suggest.ContextSource;
import io.embedesk.suggest.ReplySuggester;
import io.embedesk.suggest.ReplySuggestions;
import io.embedesk.suggest.SuggestedAnswer;
import io.embedesk.suggest.SuggestionRequest;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who suggests replies: a model that was configured, or else what was answered the last time. */
@Configuration(proxyBeanMethods = false)
class SuggestionConfiguration {
    @Bean
    ReplySuggestions replySuggestions(Desk desk, HelpdeskProperties properties, Clock clock) {
        HelpdeskProperties.Ai ai = properties.ai();
        ReplySuggester suggester = ai == null ? fromSolvedTickets() : fromModel(model(ai));
        return ReplySuggestions.builder(desk, suggester).clock(clock).build();
    }

    private static StreamingChatModel model(HelpdeskProperties.Ai ai) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(ai.url())
                .modelName(ai.model())
                .apiKey(ai.key())
                .build();
    }

    /** The answer to the most similar ticket; nothing where none is similar. */
    private static ReplySuggester fromSolvedTickets() {
        return (request, sink) -> {
            if (request.sources().isEmpty()) {
                sink.declined("No solved ticket is similar enough to suggest its answer.");
            } else {
                ContextSource best = request.sources().get(0);
                sink.done(new SuggestedAnswer(best.text(), List.of(best.id())));
            }
            return () -> {};
        };
    }

    /** Any server that speaks OpenAI's protocol; it says its words as they come, and stops when nobody waits. */
    private static ReplySuggester fromModel(StreamingChatModel model) {
        return (request, sink) -> {
            AtomicBoolean stopped = new AtomicBoolean();
            SuggestionRequest.Prompt prompt = request.prompt();
            ChatRequest chat = ChatRequest.builder()
                    .messages(SystemMessage.from(prompt.system()), UserMessage.from(prompt.user()))
                    .build();
            model.chat(chat, new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(PartialResponse words, PartialResponseContext context) {
                    if (stopped.get()) {
                        context.streamingHandle().cancel();
                    } else {
                        sink.delta(words.text());
                    }
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {
                    String text = response.aiMessage().text();
                    List<String> sources =
                            request.sources().stream().map(ContextSource::id).toList();
                    sink.done(new SuggestedAnswer(text == null ? "" : text, sources));
                }

                @Override
                public void onError(Throwable reason) {
                    sink.failed(reason);
                }
            });
            return () -> stopped.set(true);
        };
    }
}
