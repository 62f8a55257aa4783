package dev.bckd.upgrade.report.picture;

/** Hatchings of areas, so that flips are told apart without colour. */
public final class Patterns {
  private Patterns() {}

  /** The definitions; they stand once on the page and show nothing themselves. */
  public static Tag defined() {
    return Tag.of("svg", "patterns")
        .with("width", "0")
        .with("height", "0")
        .with("aria-hidden", "true")
        .add(Tag.of("defs").add(pattern("negative", 45), pattern("positive", -45)));
  }

  private static Tag pattern(String name, int angle) {
    return Tag.of("pattern")
        .with("id", name)
        .with("width", "5")
        .with("height", "5")
        .with("patternUnits", "userSpaceOnUse")
        .with("patternTransform", "rotate(" + angle + ")")
        .add(
            Tag.of("rect", name + "-ground").with("width", "5").with("height", "5"),
            Tag.of("rect", "hatch").with("width", "1.6").with("height", "5"));
  }
}
