package dev.bckd.inference.djl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The models that {@code src/test/python/archives.py} wrote, with what PyTorch says of them. */
public final class PythonArchives {
  private PythonArchives() {}

  /** The model as {@code torch.jit.script} makes it. */
  public static Path scripted() {
    return file("scripted.pt");
  }

  /** The model as {@code torch.jit.trace} makes it. */
  public static Path traced() {
    return file("traced.pt");
  }

  /** Its tensors, and its answers to the ids 1, 2, 0 and the bags (1, 2), (3, 4), (5, 5). */
  public static JsonNode figures() {
    try (InputStream in = PythonArchives.class.getResourceAsStream("archives.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(PythonArchives.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
