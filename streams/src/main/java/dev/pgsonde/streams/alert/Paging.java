package dev.pgsonde.streams.alert;

import dev.pgsonde.catalog.Cost;
import dev.pgsonde.catalog.Pages;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Rating;
import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.streams.cause.Amount;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an alert is a page, and why, in one line. How sure it is plays no part: only what it costs does. */
public record Paging(Costs costs) {
    /** What an alert costs at present. */
    public interface Costs {
        /** Empty where the server does not show it. */
        OptionalDouble now(Cost cost);

        String unit(Cost cost);
    }

    /** A metric or rule that may make an alert a page, and how many times worse than its baseline it is. */
    public record Claim(String name, Pages pages, OptionalDouble worse) {}

    /** The first claim is that of the alert itself, others are of what moved with it. */
    public Rating rating(Alert alert, List<Claim> claims) {
        boolean isFinding = alert.verdict() == VerdictClass.FINDING;
        if (!isFinding && !Alerts.isForTheWorse(alert.verdict())) {
            String verdict = alert.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return new Rating(alert.severity(), "no page: the verdict " + verdict + " wakes nobody");
        }
        for (Claim claim : claims) {
            if (isPage(claim)) {
                return new Rating(Severity.PAGE, "page: " + whyPage(claim));
            }
        }
        return new Rating(alert.severity(), "no page: " + whyNot(claims.get(0)));
    }

    private boolean isPage(Claim claim) {
        return claim.pages().always() || (isWorseEnough(claim) && met(claim) != null);
    }

    private static boolean isWorseEnough(Claim claim) {
        Double ratio = claim.pages().ratio();
        return ratio == null || claim.worse().orElse(0) >= ratio;
    }

    private @Nullable List<Cost> met(Claim claim) {
        return claim.pages().when().stream()
                .filter(group -> group.stream().allMatch(this::isMet))
                .findFirst()
                .orElse(null);
    }

    private boolean isMet(Cost cost) {
        OptionalDouble now = costs.now(cost);
        return now.isPresent() && cost.isMet(now.getAsDouble());
    }

    private String whyPage(Claim claim) {
        if (claim.pages().always()) {
            return claim.name() + " always pages";
        }
        List<String> reasons = new ArrayList<>();
        if (claim.pages().ratio() != null) {
            reasons.add(times(claim));
        }
        List<Cost> met = met(claim);
        (met == null ? List.<Cost>of() : met).forEach(cost -> reasons.add(said(cost)));
        return String.join(", and ", reasons);
    }

    private String whyNot(Claim claim) {
        Pages pages = claim.pages();
        if (pages.isNever()) {
            return claim.name() + " never pages";
        }
        if (!isWorseEnough(claim)) {
            return times(claim);
        }
        Set<String> unmet = new LinkedHashSet<>();
        for (List<Cost> group : pages.when()) {
            group.stream().filter(cost -> !isMet(cost)).findFirst().ifPresent(cost -> unmet.add(said(cost)));
        }
        String worse = pages.ratio() == null ? "" : times(claim) + ", but ";
        return worse + String.join(", and ", unmet);
    }

    private static String times(Claim claim) {
        return claim.name() + " is " + worse(claim) + " times worse than before (pages from "
                + claim.pages().ratio() + " times on)";
    }

    private static String worse(Claim claim) {
        return claim.worse().isPresent() ? Amount.plain(claim.worse().getAsDouble()) : "an unknown number of";
    }

    private String said(Cost cost) {
        OptionalDouble now = costs.now(cost);
        String unit = costs.unit(cost);
        String value = now.isPresent() ? Amount.of(now.getAsDouble(), unit) : "not known";
        return cost + verb(cost) + value + " (pages " + limit(cost, unit) + ")";
    }

    private static String verb(Cost cost) {
        if (cost instanceof Cost.Level level && level.isCompared()) {
            return level.more() == null ? " is now, of what it was, " : " rose by ";
        }
        return " is ";
    }

    private static String limit(Cost cost, String unit) {
        return (cost.isAtLeast() ? "from " : "up to ") + Amount.of(cost.limit(), unit);
    }
}
