package dev.bckd.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.ColumnSummary;
import dev.bckd.history.ColumnSummary.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanCutsTest {
  @Test
  void namesEachValueOfAText() {
    ColumnSummary country =
        new ColumnSummary("country", Kind.TEXT, 2, List.of("Côte d'Ivoire", "DE"), List.of());

    assertThat(ScanCuts.of(country, 1_000))
        .containsExactly("country = 'Côte d''Ivoire'", "country = 'DE'", "country IS NULL");
  }

  @Test
  void namesEachValueOfAFewWholeNumbers() {
    ColumnSummary stars = new ColumnSummary("stars", Kind.WHOLE, 2, List.of("4", "5"), List.of());

    assertThat(ScanCuts.of(stars, 1_000))
        .containsExactly("stars = 4", "stars = 5", "stars IS NULL");
  }

  @Test
  void cutsNumbersIntoQuartersAtRoundOnes() {
    ColumnSummary price =
        new ColumnSummary(
            "price", Kind.REAL, 900, List.of(), List.of(12.31, 12.72, 19.2, 20.9, 47.0, 51.3));

    assertThat(ScanCuts.of(price, 1_000))
        .containsExactly(
            "price < 12.4",
            "price >= 12.4 AND price < 20",
            "price >= 20 AND price < 50",
            "price >= 50",
            "price IS NULL");
  }

  @Test
  void cutsOnceWhereQuartilesAreTheSame() {
    ColumnSummary clicks =
        new ColumnSummary(
            "clicks", Kind.WHOLE, 90, List.of(), List.of(0.0, 0.0, 0.0, 0.0, 3.0, 4.0));

    assertThat(ScanCuts.of(clicks, 1_000))
        .containsExactly(
            "clicks < 0", "clicks >= 0 AND clicks < 3", "clicks >= 3", "clicks IS NULL");
  }

  @ParameterizedTest
  @CsvSource({
    "12.31, 12.72, 12.4",
    "19.2, 20.9, 20",
    "-3.4, -2.2, -3",
    "-0.5, 0.5, 0",
    "1033, 1077, 1040",
    "0.00123, 0.00131, 0.0013",
    "7, 7, 7",
    "950, 1050, 1000",
    "123.456, 123.456, 123.456"
  })
  void findsTheRoundestNumber(double low, double high, String roundest) {
    assertThat(ScanCuts.roundest(low, high).toPlainString()).isEqualTo(roundest);
  }

  @Test
  void leavesOutIdsAndTextsWithTooManyValues() {
    ColumnSummary order = new ColumnSummary("n", Kind.WHOLE, 600, List.of(), List.of(1.0, 2.0));
    ColumnSummary title = new ColumnSummary("title", Kind.TEXT, 400, List.of(), List.of());

    assertThat(ScanCuts.of(order, 1_000)).isEmpty();
    assertThat(ScanCuts.of(title, 1_000)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"order, '\"order\" = 1'", "unit price, '\"unit price\" = 1'", "Price_2, Price_2 = 1"})
  void quotesNamesThatNeedIt(String column, String condition) {
    ColumnSummary summary = new ColumnSummary(column, Kind.WHOLE, 1, List.of("1"), List.of());

    assertThat(ScanCuts.of(summary, 1_000)).first().isEqualTo(condition);
  }
}
