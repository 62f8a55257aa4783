package dev.bckd;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.bckd.model.Digest;
import dev.bckd.policy.SliceSpec;
import dev.bckd.verdict.Measurement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The inspection itself must be able to find something: each rule is shown a breach of it. */
class HouseInspectionTest {
  private static final JavaClasses MEASUREMENT =
      new ClassFileImporter().importClasses(Measurement.class);

  @Test
  void findsNothingWhereTheTableAllowsTheImport() {
    assertThat(inspect(MEASUREMENT, "2 | verdict | stats | -", "1 | stats | - | -")).isEmpty();
  }

  @Test
  void namesClassImportAndLineOfAnImportThatIsNotListed() {
    assertThat(inspect(MEASUREMENT, "# a comment", "2 | verdict | - | -", "1 | stats | - | -"))
        .contains(
            "dev.bckd.verdict.Measurement imports dev.bckd.stats.Interval: not allowed for room"
                + " 'verdict', line 2 of house.txt");
  }

  @Test
  void namesAPackageThatIsNotListed() {
    assertThat(inspect(MEASUREMENT, "1 | stats | - | -"))
        .containsExactly(
            "package dev.bckd.verdict is not listed: add a line for room 'verdict' to house.txt");
  }

  @Test
  void saysWhenAPlannedRoomWasBuilt() {
    assertThat(inspect(MEASUREMENT, "2 | verdict (planned) | 1-1 | -", "1 | stats | - | -"))
        .containsExactly(
            "room 'verdict' has a class, dev.bckd.verdict.Measurement: strike (planned) from line 1"
                + " of house.txt");
  }

  @Test
  void refusesALibraryAndAModuleOfTheJdkThatAreNotListed() {
    JavaClasses classes = new ClassFileImporter().importClasses(NeedsALibrary.class);

    assertThat(inspectBelowDev(classes, "1 | bckd | - | com.tngtech"))
        .containsExactly(
            "dev.bckd.HouseInspectionTest$NeedsALibrary imports java.sql.Connection: not allowed"
                + " for room 'bckd', line 1 of house.txt");
    assertThat(inspectBelowDev(classes, "1 | bckd | - | java.sql"))
        .singleElement(as(STRING))
        .contains("com.tngtech.archunit");
    assertThat(inspectBelowDev(classes, "1 | bckd | - | com.tngtech java.sql")).isEmpty();
    assertThat(inspectBelowDev(classes, "1 | bckd | - | *")).isEmpty();
  }

  @Test
  void aRootPackageDoesNotAllowAnotherThatOnlyBeginsLikeIt() {
    House.Room room = House.parse(List.of("1 | stats | - | org.apache.commons")).rooms().get(0);

    assertThat(room.mayUse("org.apache.commons.statistics")).isTrue();
    assertThat(room.mayUse("org.apache.commonsense")).isFalse();
  }

  @Test
  void readsRowsAsTheirRooms() {
    House house =
        House.parse(List.of("3 | policy | 1-2 | -", "2 | history | - | -", "1 | model | - | -"));

    assertThat(house.room("policy").orElseThrow().imports()).containsExactly("history", "model");
  }

  @Test
  void refusesALineWithoutFourCells() {
    assertThatThrownBy(() -> House.parse(List.of("", "1 | model | -")))
        .hasMessage("house.txt line 2: expected 4 cells, found 3");
  }

  @Test
  void allowsJavaBaseAndJspecifyEverywhere() {
    JavaClasses classes = new ClassFileImporter().importClasses(Digest.class, SliceSpec.class);

    assertThat(inspect(classes, "3 | policy | 1-1 | -", "1 | model | - | -")).isEmpty();
  }

  private static List<String> inspect(JavaClasses classes, String... table) {
    return new HouseInspection(House.parse(List.of(table)), "dev.bckd").findings(classes);
  }

  /** The same for a class of this very package, which is the room {@code bckd} of {@code dev}. */
  private static List<String> inspectBelowDev(JavaClasses classes, String... table) {
    return new HouseInspection(House.parse(List.of(table)), "dev").findings(classes);
  }

  /** Imports a library and a module of the JDK that is not java.base. */
  interface NeedsALibrary {
    JavaClasses library();

    java.sql.Connection module();
  }
}
