package io.embedesk.examples.helpdesk;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.view.UrlBasedViewResolver;

/** Pages from {@code src/main/jte}, compiled with the application. */
@Component
final class JteViews implements ViewResolver {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) {
        String template = name + ".jte";
        if (name.startsWith(UrlBasedViewResolver.REDIRECT_URL_PREFIX) || !engine.hasTemplate(template)) {
            return null;
        }
        return new JteView(template);
    }

    private final class JteView implements View {
        private final String template;

        JteView(String template) {
            this.template = template;
        }

        @Override
        public String getContentType() {
            return MediaType.TEXT_HTML_VALUE;
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            // Rendered to the end before the first byte leaves, so that a failure is an error page and not half a page.
            Utf8ByteOutput page = new Utf8ByteOutput();
            engine.render(template, model == null ? Map.of() : new HashMap<String, Object>(model), page);
            response.setContentType(getContentType());
            response.setCharacterEncoding(UTF_8.name());
            response.setContentLength(page.getContentLength());
            page.writeTo(response.getOutputStream());
        }
    }
}
