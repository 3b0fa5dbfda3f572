package io.embedesk.examples.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directions in which the modules may know each other, and what is nobody else's business. */
class HouseTest {
    private static final String[] CORE = {
        "io.embedesk",
        "io.embedesk.email",
        "io.embedesk.event",
        "io.embedesk.health",
        "io.embedesk.intake",
        "io.embedesk.internal..",
        "io.embedesk.portal",
        "io.embedesk.privacy",
        "io.embedesk.replies",
        "io.embedesk.spi",
        "io.embedesk.suggest"
    };
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.embedesk");

    @BeforeAll
    static void everyRoomIsSeen() {
        for (String seen : List.of(
                "io.embedesk.Desk",
                "io.embedesk.mail.SmtpChannel",
                "io.embedesk.inbound.InboundEndpoint",
                "io.embedesk.jpa.JpaTicketStore")) {
            Assertions.assertThat(HOUSE.contain(seen)).as(seen).isTrue();
        }
    }

    @Test
    void coreNeedsNothingButTheJdkAndSlf4j() {
        classes()
                .that(are(resideInAnyPackage(CORE)))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "javax.crypto..", "org.slf4j..", "org.jspecify..")
                        .or(resideInAnyPackage(CORE)))
                .check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "inbound", "jpa"})
    void theOuterModulesKnowCoreButNotEachOther(String module) {
        String own = "io.embedesk." + module + "..";
        noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.embedesk.mail..", "io.embedesk.inbound..", "io.embedesk.jpa..")
                                .and(resideOutsideOfPackages(own)))
                .check(HOUSE);
    }

    @Test
    void coresInternalsAreCoresAlone() {
        noClasses()
                .that(are(resideOutsideOfPackages(CORE)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.embedesk.internal..")
                .check(HOUSE);
    }

    @Test
    void theRowsOfJpaAreJpasAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.embedesk.jpa..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.embedesk.jpa.internal..")
                .check(HOUSE);
    }

    /** A ticket's id is minted by the caller's draft, before there is a desk; a place is an order, not a time. */
    @Test
    void theLibraryHasOneClockAndNeverSleeps() {
        noClasses()
                .that(are(resideOutsideOfPackages("io.embedesk.examples..")))
                .and()
                .doNotHaveFullyQualifiedName("io.embedesk.TicketId")
                .and()
                .doNotHaveFullyQualifiedName("io.embedesk.jpa.internal.Rows")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(HOUSE);
    }

    @Test
    void theLibraryReadsNoEnvironmentAndMakesNoHttpCall() {
        noClasses()
                .that(are(resideOutsideOfPackages("io.embedesk.examples..", "io.embedesk..testing..")))
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..")
                .check(HOUSE);
    }
}
