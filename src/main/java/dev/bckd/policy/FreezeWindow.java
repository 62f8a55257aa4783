package dev.bckd.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/** A time in which no rollout begins. */
public sealed interface FreezeWindow {
  /** When the window ends that a moment is in; empty: the moment is in none. */
  Optional<Instant> endOf(Instant moment);

  /**
   * Once.
   *
   * @param from first moment
   * @param to first moment after it, later than the first
   */
  record Once(Instant from, Instant to) implements FreezeWindow {
    @Override
    public Optional<Instant> endOf(Instant moment) {
      return moment.isBefore(from) || !moment.isBefore(to) ? Optional.empty() : Optional.of(to);
    }
  }

  /**
   * Every week.
   *
   * @param days on which it begins, at least one
   * @param from time of day it begins
   * @param to time of day it ends; on the next day where it is not later than the begin
   * @param zone whose time of day that is
   */
  record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone)
      implements FreezeWindow {
    public Weekly {
      days = Set.copyOf(days);
    }

    @Override
    public Optional<Instant> endOf(Instant moment) {
      LocalDate today = moment.atZone(zone).toLocalDate();
      return begunOn(today, moment).or(() -> begunOn(today.minusDays(1), moment));
    }

    private Optional<Instant> begunOn(LocalDate day, Instant moment) {
      if (!days.contains(day.getDayOfWeek())) {
        return Optional.empty();
      }
      LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
      return new Once(at(day, from), at(last, to)).endOf(moment);
    }

    private Instant at(LocalDate day, LocalTime time) {
      return ZonedDateTime.of(day, time, zone).toInstant();
    }
  }
}
