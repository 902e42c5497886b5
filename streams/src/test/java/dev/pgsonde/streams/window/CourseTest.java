package dev.pgsonde.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.streams.Samples;
import dev.pgsonde.streams.window.Course.Behind;
import dev.pgsonde.streams.window.Course.Doubtful;
import dev.pgsonde.streams.window.Course.Late;
import dev.pgsonde.streams.window.Course.Leapt;
import dev.pgsonde.streams.window.Course.OnCourse;
import dev.pgsonde.streams.window.Course.Passage;
import dev.pgsonde.streams.window.Course.Turn;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final long DAY = 86_400;

    private Course course = Course.beginning("one", 10, Samples.at(100), Samples.at(100));

    @Test
    void theNextRoundIsOnCourseAndSoIsAllOfTheSameRound() {
        assertThat(pass("one", 11, 110)).isInstanceOf(OnCourse.class);
        assertThat(pass("one", 11, 110)).isInstanceOf(OnCourse.class);
        assertThat(course.tick()).isEqualTo(Samples.at(110));
    }

    @Test
    void aRoundThatWasThereAlreadyIsLateWhoeverTellsIt() {
        pass("one", 11, 110);

        assertThat(pass("one", 10, 100)).isInstanceOf(Late.class);
        assertThat(pass("two", 10, 100)).isInstanceOf(Late.class);
        assertThat(course.tick()).isEqualTo(Samples.at(110));
    }

    @Test
    void aLaterRoundOfAnEarlierTimeMeansThatTheClockHasSteppedBack() {
        assertThat(pass("one", 11, 70)).isInstanceOf(Behind.class);
        assertThat(pass("one", 12, 80)).isInstanceOf(Behind.class);
        assertThat(course.tick()).isEqualTo(Samples.at(100));
        assertThat(course.steps()).isEqualTo(1);

        assertThat(pass("one", 15, 110)).isInstanceOf(OnCourse.class);
    }

    @Test
    void whatWasUnderWayWhenTheClockSteppedBackIsLate() {
        pass("one", 12, 70);

        assertThat(pass("one", 11, 110)).isInstanceOf(Late.class);
        assertThat(pass("one", 13, 80)).isInstanceOf(Behind.class);
        assertThat(pass("two", 11, 110)).isInstanceOf(OnCourse.class);
    }

    @Test
    void aClockThatStepsBackTwiceToTheSameTickHasSteppedTwice() {
        pass("one", 11, 70);
        pass("one", 12, 70);

        assertThat(course.steps()).isEqualTo(2);
        assertThat(pass("one", 11, 70)).isInstanceOf(Late.class);
    }

    @Test
    void aLeapIsBelievedWhenASecondRoundConfirmsIt() {
        assertThat(pass("one", 11, 100 + DAY)).isInstanceOf(Doubtful.class);
        assertThat(pass("one", 11, 100 + DAY)).isInstanceOf(Doubtful.class);
        assertThat(course.tick()).isEqualTo(Samples.at(100));

        assertThat(pass("one", 12, 110 + DAY)).isInstanceOf(Leapt.class);
        assertThat(course.tick()).isEqualTo(Samples.at(110 + DAY));
    }

    @Test
    void aLeapThatNoRoundConfirmsIsForgotten() {
        pass("one", 11, 100 + DAY);

        assertThat(pass("one", 12, 110)).isInstanceOf(OnCourse.class);
        assertThat(pass("one", 13, 110 + DAY)).isInstanceOf(Doubtful.class);
    }

    @Test
    void timeThatLeaptAndCameBackGoesOnWhereItWas() {
        pass("one", 11, DAY);
        pass("one", 12, DAY + 10);

        assertThat(pass("one", 13, 120)).isInstanceOf(Doubtful.class);
        assertThat(pass("one", 14, 130)).isEqualTo(new Leapt(course, Samples.at(90), true));
        assertThat(course.tick()).isEqualTo(Samples.at(130));
    }

    @Test
    void noWindowIsToldTwiceWhenTimeComesToWhereItHadLeaptBefore() {
        pass("one", 11, 2 * 3600);
        pass("one", 12, 2 * 3600 + 10);
        pass("one", 13, 2 * 3600 + 20);
        pass("one", 14, 120);
        pass("one", 15, 130);
        for (int second = 140; second < 2 * 3600 + 10; second += 10) {
            assertThat(pass("one", second, second)).isInstanceOf(OnCourse.class);
        }

        assertThat(pass("one", 9000, 2 * 3600 + 10)).isInstanceOf(Behind.class);
        assertThat(pass("one", 9000, 2 * 3600 + 10)).isInstanceOf(Behind.class);
        assertThat(pass("one", 9001, 2 * 3600 + 20)).isInstanceOf(Behind.class);
        assertThat(pass("one", 9002, 2 * 3600 + 30)).isInstanceOf(OnCourse.class);
    }

    /** It was right until now: so what lies before was told of already. */
    @Test
    void aClockThatStepsBackFarIsBehindUntilItHasComeSoFarAgain() {
        for (long second = 110; second < DAY; second += 1800) {
            pass("one", second, second);
        }

        assertThat(pass("one", DAY, 1000)).isInstanceOf(Behind.class);
        assertThat(pass("one", DAY + 1, 1010)).isInstanceOf(Behind.class);
    }

    @Test
    void aSecondLookAtOneTickIsOfTheSameTime() {
        assertThat(course.pass(new Turn("two", 10, Samples.at(100), Samples.at(106)), Instant.EPOCH))
                .isInstanceOf(OnCourse.class);
        assertThat(course.pass(new Turn("one", 11, Samples.at(100), Samples.at(99)), Instant.EPOCH))
                .isInstanceOf(Behind.class);
    }

    @Test
    void aRoundThatIsOvertakenIsNoSecondLook() {
        course = Course.beginning("one", 12, Samples.at(100), Samples.at(98));

        assertThat(course.pass(new Turn("one", 11, Samples.at(100), Samples.at(101)), Instant.EPOCH))
                .isInstanceOf(Late.class);
        assertThat(course.pass(new Turn("two", 10, Samples.at(100), Samples.at(101)), Instant.EPOCH))
                .isInstanceOf(OnCourse.class);
    }

    private Passage pass(String agent, long round, long second) {
        Instant due = Samples.START.plus(Duration.ofSeconds(second));
        Passage passage = course.pass(new Turn(agent, round, due, due), Samples.at(90));
        course = passage.course();
        return passage;
    }
}
