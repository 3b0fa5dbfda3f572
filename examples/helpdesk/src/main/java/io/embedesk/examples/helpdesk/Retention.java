package io.embedesk.examples.helpdesk;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.InvalidInputException;
import io.embedesk.Status;
import io.embedesk.privacy.Erasure;
import io.embedesk.privacy.Privacy;
import io.embedesk.privacy.RetentionRule;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How long closed tickets are kept: as an administrator says, for ever until one does. */
@Component
public class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Actor.System ACTOR = Actor.system("retention");
    private static final String NAME = "retention";
    private static final int AT_ONCE = 100;
    private final StoredSettings settings;
    private final Privacy privacy;

    /**
     * What an administrator chose.
     *
     * @param days after how many days without a change
     * @param how what becomes of the ticket
     */
    public record Choice(int days, Erasure how) {
        public Choice {
            if (days < 1 || days > 36_500) {
                throw new InvalidInputException("days", days + " must be from 1 to 36500");
            }
        }

        private static Choice of(String stored) {
            String[] parts = stored.split(" ", 2);
            return new Choice(Integer.parseInt(parts[0]), Erasure.valueOf(parts[1]));
        }
    }

    Retention(StoredSettings settings, Desk desk) {
        this.settings = settings;
        this.privacy = desk.privacy();
    }

    /** {@return what was chosen; empty: tickets are kept for ever} */
    Optional<Choice> chosen() {
        return settings.get(NAME).filter(stored -> !stored.isEmpty()).map(Choice::of);
    }

    void choose(Optional<Choice> choice) {
        settings.put(NAME, choice.map(c -> c.days() + " " + c.how()).orElse(""));
    }

    /** Raw mails, links and counters end by themselves, whatever was chosen for tickets. */
    @Scheduled(initialDelay = 600_000, fixedDelay = 3_600_000)
    void run() {
        chosen().ifPresent(choice -> {
            RetentionRule rule = new RetentionRule(Set.of(Status.CLOSED), Duration.ofDays(choice.days()), choice.how());
            int ended = 0;
            var report = privacy.retain(ACTOR, rule, AT_ONCE);
            for (ended += report.ended(); !report.finished(); ended += report.ended()) {
                report = privacy.retain(ACTOR, rule, AT_ONCE);
            }
            LOG.info("Tickets that were kept long enough: {}", ended);
        });
        privacy.expire(ACTOR, Privacy.RAW_MAIL_KEPT_FOR);
    }

    @Scheduled(initialDelay = 900_000, fixedDelay = 86_400_000)
    void sweep() {
        privacy.sweepFiles(ACTOR);
    }
}
