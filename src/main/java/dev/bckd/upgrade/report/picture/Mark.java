package dev.bckd.upgrade.report.picture;

import dev.bckd.model.Role;

/** How a model is drawn: a colour and a shape of its own, so that neither is needed alone. */
public final class Mark {
  private Mark() {}

  /** The shape around the origin, about nine pixels wide. */
  public static Tag of(Role role) {
    return switch (role) {
      case TEACHER -> shape("path", role).with("d", "M-4-4H4V4H-4Z");
      case INCOMING -> shape("path", role).with("d", "M0-5.5L5 4H-5Z");
      case STUDENT -> shape("circle", role).with("r", "4.5");
      case CANDIDATE -> shape("path", role).with("d", "M0-5.5L5.5 0L0 5.5L-5.5 0Z");
    };
  }

  /** The shape at a place of a picture that stretches. */
  static Tag at(Role role, double x, double y) {
    return Tag.of("svg")
        .with("x", Numbers.share(x))
        .with("y", y)
        .with("overflow", "visible")
        .add(of(role));
  }

  /** The shape with the model's name. */
  public static Tag key(Role role) {
    return Tag.of("span", "key")
        .add(
            Tag.of("svg")
                .with("width", "14")
                .with("height", "14")
                .with("viewBox", "-7 -7 14 14")
                .with("aria-hidden", "true")
                .add(of(role)))
        .text(role.label());
  }

  private static Tag shape(String element, Role role) {
    return Tag.of(element, "mark " + role.label());
  }
}
