package dev.bckd.inference.djl;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A TorchScript module written from Java: what {@code torch.jit.save} writes, without Python.
 *
 * <p>The module has one class with float32 parameters, all trainable, and methods given as
 * TorchScript source, each line indented by two spaces. A method reaches a parameter as {@code
 * self.name}:
 *
 * <pre>{@code
 * new TorchScriptArchive(
 *     "Ranker",
 *     """
 *       def forward(self, item: Tensor, dense: Tensor) -> Tuple[Tensor, Tensor]:
 *         e = torch.embedding(self.items, item)
 *         h = torch.relu(torch.linear(torch.cat([e, dense], 1), self.w, self.b))
 *         return (torch.linear(h, self.head), h)
 *     """,
 *     List.of(new Parameter("items", List.of(100, 8), values), ...))
 *   .write(Path.of("model.pt"));
 * }</pre>
 *
 * <p>The source is what TorchScript itself stores: operators by their {@code torch.} name, no
 * methods on tensors ({@code torch.relu(x)}, not {@code x.relu()}), no {@code torch.nn.functional},
 * no operators such as {@code a + b} on tensors. It is compiled when the file is loaded. Equal
 * arguments give equal bytes. Files load in libtorch 1.13 and newer.
 */
public final class TorchScriptArchive {
  /** Operator versions as of PyTorch 1.12; readers before that refuse the file. */
  private static final String FORMAT_VERSION = "10\n";

  private static final String ROOT = "model";
  private static final Pattern CLASS_NAME = Pattern.compile("[A-Z][A-Za-z0-9]*");

  private final String className;
  private final String methods;
  private final List<Parameter> parameters;

  /**
   * @param className name of the module's class: a capital letter, then letters and digits
   * @param methods source of its methods, each line indented by at least two spaces
   * @param parameters its parameters, names unique; empty for a module that only computes
   */
  public TorchScriptArchive(String className, String methods, List<Parameter> parameters) {
    if (!CLASS_NAME.matcher(className).matches()) {
      throw new IllegalArgumentException("no class name: '" + className + "'");
    }
    if (parameters.stream().map(Parameter::name).distinct().count() != parameters.size()) {
      throw new IllegalArgumentException(className + " has two parameters of one name");
    }
    this.className = className;
    this.methods = methods;
    this.parameters = List.copyOf(parameters);
  }

  /**
   * Writes the file, replacing one that is there.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the archive and closes the stream. */
  public void write(OutputStream out) throws IOException {
    try (AlignedZip zip = new AlignedZip(out, ROOT)) {
      zip.record("data.pkl", RecordContent.of(Pickle.module(className, parameters)));
      for (int i = 0; i < parameters.size(); i++) {
        zip.record("data/" + i, RecordContent.of(parameters.get(i).values()));
      }
      zip.record("code/__torch__.py", RecordContent.of(source()));
      zip.record("constants.pkl", RecordContent.of(Pickle.emptyTuple()));
      zip.record("version", RecordContent.of(FORMAT_VERSION));
      zip.record("byteorder", RecordContent.of("little"));
    }
  }

  private String source() {
    String names =
        parameters.stream().map(p -> '"' + p.name() + "\", ").collect(Collectors.joining());
    String attributes =
        parameters.stream().map(p -> "  " + p.name() + " : Tensor\n").collect(Collectors.joining());
    return "class %s(Module):\n  __parameters__ = [%s]\n  __buffers__ = []\n%s  training : bool\n%s"
        .formatted(className, names, attributes, methods);
  }
}
