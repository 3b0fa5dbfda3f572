package io.embedesk.examples.helpdesk;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;

/** What the last action did is told to the page that shows it, and not to a page that only refreshes itself meanwhile. */
@Component(DispatcherServlet.FLASH_MAP_MANAGER_BEAN_NAME)
final class Notices extends SessionFlashMapManager {
    private static final String REFRESH = "X-Refresh";

    /** {@return whether a page that is open asks for itself again} */
    static boolean isRefresh(HttpServletRequest request) {
        return request.getHeader(REFRESH) != null;
    }

    @Override
    protected @Nullable List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
        return isRefresh(request) ? null : super.retrieveFlashMaps(request);
    }
}
