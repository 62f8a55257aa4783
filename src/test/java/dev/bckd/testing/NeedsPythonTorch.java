package dev.bckd.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test that lets PyTorch, started by {@link Tools#python()}, check what the program wrote. */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("needs-python-torch")
@Needs(pythonModules = {"torch", "numpy", "duckdb", "scipy"})
public @interface NeedsPythonTorch {}
