package dev.bckd.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that needs something a plain machine may lack. Where it is absent the test is skipped with
 * the reason; under {@code -Dbckd.complete} its absence is a failure, so that a complete run never
 * passes for want of a tool.
 *
 * <p>Use the annotations built on it, such as {@link NeedsKubectl}: they carry the tag too.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCondition.class)
public @interface Needs {
  /** Programs, by the names they have on the PATH. */
  String[] programs() default {};

  /** Modules that {@link Tools#python()} must be able to import. */
  String[] pythonModules() default {};
}
