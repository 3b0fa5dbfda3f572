package io.embedesk.examples.helpdesk;

import io.embedesk.Desk;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketFeed;
import io.embedesk.examples.helpdesk.Agents.Agent;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages what happens, as server-sent events. It reads the desk's feed, so that what another instance of this application did
 * arrives as well.
 */
@Controller
class Live {
    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final int AT_ONCE = 200;
    private static final int BEATS_BETWEEN_SIGNS = 10;

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final TicketFeed feed;
    private final Presence presence;
    private final Agents agents;
    private final Chats chats;
    private final ReentrantLock lock = new ReentrantLock();
    /** Of the last event that was told, or -1 while nobody listens. */
    private long position = -1;

    private int beats;

    private record Listener(Agent agent, String page, SseEmitter emitter) {}

    Live(Desk desk, Presence presence, Agents agents, Chats chats) {
        this.feed = desk.feed();
        this.presence = presence;
        this.agents = agents;
        this.chats = chats;
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter listen(@ModelAttribute("frame") Frame frame, @RequestParam String page) {
        SseEmitter emitter = new SseEmitter(0L);
        Listener listener = new Listener(frame.me(), page, emitter);
        emitter.onCompletion(() -> forget(listener));
        emitter.onError(e -> forget(listener));
        begin(listener);
        presence.isThere(listener.agent().id(), page);
        send(listener, "there", others(listener, presence.all()));
        return emitter;
    }

    private void forget(Listener listener) {
        listeners.remove(listener);
        presence.left(listener.agent().id(), listener.page());
    }

    /** Whoever is new hears only what is new, and all of that. */
    private void begin(Listener listener) {
        lock.lock();
        try {
            if (position < 0) {
                position = newest();
            }
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
    }

    @Scheduled(fixedDelay = 1_000)
    void tell() {
        lock.lock();
        try {
            if (listeners.isEmpty()) {
                position = -1;
            } else {
                tellAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellAll() {
        List<TicketFeed.Numbered> news = feed.after(position, AT_ONCE);
        for (TicketFeed.Numbered numbered : news) {
            position = numbered.position();
            TicketEvent event = numbered.event();
            Map<String, String> told = Map.of(
                    "ticket", event.ticket().value(), "what", event.getClass().getSimpleName(), "actor", event.actor());
            listeners.forEach(listener -> send(listener, "ticket", told));
        }
        beats = (beats + 1) % BEATS_BETWEEN_SIGNS;
        if (beats == 0) {
            listeners.forEach(listener -> presence.isThere(listener.agent().id(), listener.page()));
            List<Presence.Seat> seats = presence.all();
            listeners.forEach(listener -> send(listener, "there", others(listener, seats)));
        }
        int waiting = (int) chats.wanted().stream().filter(Chats.Chat::waits).count();
        if (waiting > 0) {
            listeners.forEach(listener -> send(listener, "chats", Map.of("waiting", waiting)));
        }
    }

    /** Positions have no gaps, so that the last is found in a few steps, however many there are. */
    private long newest() {
        long known = 0;
        long step = 1;
        while (step > 0) {
            if (feed.after(known + step, 1).isEmpty()) {
                step = step == 1 ? 0 : step / 2;
            } else {
                known += step;
                step *= 2;
            }
        }
        return feed.after(known, 1).isEmpty() ? known : known + 1;
    }

    private Map<String, List<String>> others(Listener listener, List<Presence.Seat> seats) {
        return Map.of(
                "others",
                Presence.othersAt(seats, listener.page(), listener.agent().id()).stream()
                        .map(agents::nameOf)
                        .toList());
    }

    private void send(Listener listener, String event, Map<String, ?> data) {
        try {
            listener.emitter().send(SseEmitter.event().name(event).data(data, MediaType.APPLICATION_JSON));
        } catch (IOException | IllegalStateException e) {
            forget(listener);
            LOG.debug("A page was closed");
        }
    }

    @PreDestroy
    void stop() {
        for (Listener listener : listeners) {
            try {
                listener.emitter().complete();
            } catch (IllegalStateException e) {
                LOG.debug("A page was closed");
            }
        }
    }
}
