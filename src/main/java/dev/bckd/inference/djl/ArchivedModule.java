package dev.bckd.inference.djl;

import dev.bckd.inference.djl.ArchivedTensor.Role;
import dev.bckd.inference.djl.Pickled.Instance;
import dev.bckd.inference.djl.Pickled.Mapping;
import dev.bckd.inference.djl.Pickled.Tensor;
import dev.bckd.inference.djl.Pickled.Text;
import dev.bckd.model.BadInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a TorchScript file says about its module, read without PyTorch and without running anything:
 * the objects of the module with their classes, and the tensors with the records they lie in.
 */
public final class ArchivedModule {
  private static final String TREE = "data.pkl";

  /** Paths in one module: far above any real one, and small enough to refuse endless trees. */
  private static final int MOST_PATHS = 1_000_000;

  private static final int DEEPEST = 200;
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  private final String place;
  private final TorchScriptRecords records;
  private final Map<String, String> sources = new HashMap<>();
  private final Map<Pickled.Name, Map<String, Role>> roles = new HashMap<>();
  private final Map<Tensor, Integer> identities = new HashMap<>();
  private final List<ModuleObject> objects = new ArrayList<>();
  private final Map<String, ArchivedTensor> tensors = new LinkedHashMap<>();
  private int paths;

  /**
   * A module or sub-module.
   *
   * @param path attributes from the root; empty for the root itself
   * @param source record that holds the source of its class
   * @param className in that source
   */
  public record ModuleObject(String path, String source, String className) {}

  private ArchivedModule(TorchScriptRecords records) {
    this.place = records.path().toString();
    this.records = records;
  }

  /**
   * Reads object tree and sources.
   *
   * @throws BadInputException if they are not what {@code torch.jit.save} writes, naming the file
   */
  public static ArchivedModule of(TorchScriptRecords records) {
    ArchivedModule module = new ArchivedModule(records);
    module.requireLittleEndian();
    Pickled root = Unpickler.read(records.bytes(TREE), module.place + ", record " + TREE);
    if (!(root instanceof Instance instance)) {
      throw module.bad("its " + TREE + " holds no module");
    }
    module.visit("", instance, 0);
    return module;
  }

  private void requireLittleEndian() {
    if (records.has("byteorder")) {
      String order = new String(records.bytes("byteorder"), StandardCharsets.US_ASCII).strip();
      if (!order.equals("little")) {
        throw bad("its numbers are " + order + "-endian; expected little");
      }
    }
  }

  private void visit(String path, Instance instance, int depth) {
    if (++paths > MOST_PATHS || depth > DEEPEST) {
      throw bad("its modules are nested without end");
    }
    String source = "code/" + instance.type.module().replace('.', '/') + ".py";
    readSource(source);
    objects.add(new ModuleObject(path, source, instance.type.name()));
    if (instance.attributes.isEmpty()) {
      return;
    }
    for (Mapping.Entry entry : instance.attributes.get().entries) {
      if (!(entry.key() instanceof Text name)) {
        throw bad("an attribute of '" + path + "' has no name");
      }
      String child = path.isEmpty() ? name.value() : path + "." + name.value();
      if (entry.value() instanceof Instance part) {
        visit(child, part, depth + 1);
      } else if (entry.value() instanceof Tensor tensor) {
        Role role =
            roles
                .computeIfAbsent(instance.type, type -> declaredRoles(source, type.name()))
                .getOrDefault(name.value(), Role.ATTRIBUTE);
        tensors.put(child, archived(child, role, tensor));
      }
    }
  }

  private ArchivedTensor archived(String path, Role role, Tensor tensor) {
    if (++paths > MOST_PATHS) {
      throw bad("its modules are nested without end");
    }
    int identity = identities.computeIfAbsent(tensor, ignored -> identities.size());
    ArchivedTensor archived =
        new ArchivedTensor(
            path,
            role,
            identity,
            new ArchivedTensor.Storage(
                "data/" + tensor.storage.key(), tensor.storage.type(), tensor.storage.elements()),
            tensor.offset,
            tensor.shape,
            tensor.strides,
            tensor.requiresGrad);
    requireInside(archived);
    return archived;
  }

  private void requireInside(ArchivedTensor tensor) {
    ArchivedTensor.Storage storage = tensor.storage();
    long size = records.size(storage.record());
    try {
      long end = tensor.offset();
      for (int i = 0; i < tensor.shape().size(); i++) {
        long steps = tensor.shape().get(i) - 1;
        end = Math.addExact(end, Math.multiplyExact(steps, tensor.strides().get(i)));
      }
      boolean inside = tensor.elements() == 0 || end < storage.elements();
      if (inside && size == Math.multiplyExact(storage.elements(), storage.type().bytes())) {
        return;
      }
    } catch (ArithmeticException e) {
      // larger than any file: falls through to the refusal
    }
    throw bad(
        "tensor %s of shape %s does not fit into record %s of %d bytes"
            .formatted(tensor.path(), tensor.shape(), storage.record(), size));
  }

  /** Classes that PyTorch brings itself have no source. */
  private void readSource(String record) {
    if (!sources.containsKey(record) && records.has(record)) {
      sources.put(record, new String(records.bytes(record), StandardCharsets.UTF_8));
    }
  }

  private Map<String, Role> declaredRoles(String record, String className) {
    Map<String, Role> declared = new HashMap<>();
    boolean inside = false;
    for (String line : source(record).orElse("").lines().toList()) {
      if (!line.isBlank() && !line.startsWith(" ")) {
        inside = line.startsWith("class " + className + "(");
      } else if (inside && line.startsWith("  __parameters__ = [")) {
        quoted(line).forEach(name -> declared.put(name, Role.PARAMETER));
      } else if (inside && line.startsWith("  __buffers__ = [")) {
        quoted(line).forEach(name -> declared.put(name, Role.BUFFER));
      }
    }
    return declared;
  }

  private static List<String> quoted(String line) {
    Matcher matcher = QUOTED.matcher(line);
    return matcher.results().map(result -> result.group(1)).toList();
  }

  /**
   * The TorchScript source in a record.
   *
   * @return empty if no class of the module is from there
   */
  public Optional<String> source(String record) {
    return Optional.ofNullable(sources.get(record));
  }

  /** The module and its sub-modules, one entry for each path. */
  public List<ModuleObject> objects() {
    return List.copyOf(objects);
  }

  /** The tensors that are attributes of modules, one entry for each path. */
  public List<ArchivedTensor> tensors() {
    return List.copyOf(tensors.values());
  }

  /** The tensor at a path. */
  public Optional<ArchivedTensor> tensor(String path) {
    return Optional.ofNullable(tensors.get(path));
  }

  private BadInputException bad(String problem) {
    return new BadInputException(place, problem);
  }
}
