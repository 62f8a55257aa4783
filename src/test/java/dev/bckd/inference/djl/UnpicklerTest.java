package dev.bckd.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.inference.djl.Pickled.Constant;
import dev.bckd.inference.djl.Pickled.Instance;
import dev.bckd.inference.djl.Pickled.Mapping;
import dev.bckd.inference.djl.Pickled.Name;
import dev.bckd.inference.djl.Pickled.Sequence;
import dev.bckd.inference.djl.Pickled.Tensor;
import dev.bckd.inference.djl.Pickled.Text;
import dev.bckd.inference.djl.Pickled.Whole;
import dev.bckd.model.BadInputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnpicklerTest {
  private static final String PLACE = "model.pt, record data.pkl";

  @Test
  void readsWhatPickleWrites() {
    List<Parameter> parameters =
        List.of(
            new Parameter("w", List.of(2, 3), new float[6]),
            new Parameter("s", List.of(), new float[1]));

    Instance module = (Instance) Unpickler.read(Pickle.module("Small", parameters), PLACE);

    assertThat(module.type).isEqualTo(new Name("__torch__", "Small"));
    Mapping attributes = module.attributes.orElseThrow();
    assertThat(attributes.entries.stream().map(Mapping.Entry::key))
        .containsExactly(new Text("w"), new Text("s"), new Text("training"));
    Tensor w = (Tensor) attributes.entries.get(0).value();
    assertThat(w.shape).containsExactly(2L, 3L);
    assertThat(w.strides).containsExactly(3L, 1L);
    assertThat(w.storage).isEqualTo(new Pickled.Storage(StorageType.FLOAT32, "0", 6));
    assertThat(w.requiresGrad).isTrue();
    assertThat(attributes.entries.get(2).value()).isEqualTo(Constant.FALSE);
  }

  /** The bytes are those of {@code pickle.dumps([-2, 2**40, True], 2)} in Python. */
  @Test
  void readsIntegersOfEverySize() {
    Sequence list =
        (Sequence)
            Unpickler.read(
                program(
                    ']', 'q', 0, '(', 'J', 0xfe, 0xff, 0xff, 0xff, 0x8a, 6, 0, 0, 0, 0, 0, 1, 0x88,
                    'e', '.'),
                PLACE);

    assertThat(list.items).containsExactly(new Whole(-2), new Whole(1L << 40), Constant.TRUE);
  }

  @Test
  void namesAnUnknownOpcodeAndWhereItIs() {
    assertBad(program('N', 0x95, '.'), "opcode 0x95", "torch.jit.save", "byte 4");
  }

  @Test
  void callsNoFunctionThatTorchScriptDoesNotKnow() {
    ByteArrayOutputStream call = new ByteArrayOutputStream();
    call.writeBytes(program());
    call.writeBytes("cos\nsystem\n".getBytes(StandardCharsets.US_ASCII));
    call.writeBytes(new byte[] {')', 'R', '.'});

    assertBad(call.toByteArray(), "it calls os.system");
  }

  @Test
  void makesNoObjectOfForeignClasses() {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.writeBytes(program());
    object.writeBytes("csubprocess\nPopen\n".getBytes(StandardCharsets.US_ASCII));
    object.writeBytes(new byte[] {')', (byte) 0x81, '.'});

    assertBad(object.toByteArray(), "not the file's own");
  }

  @Test
  void everyBeginningOfAPickleIsRefused() {
    byte[] whole = Pickle.module("Small", List.of(new Parameter("w", List.of(2, 3), new float[6])));

    for (int length = 0; length < whole.length; length++) {
      assertBad(Arrays.copyOf(whole, length), "truncated");
    }
  }

  @Test
  void operationsWithoutTheirOperandsAreRefused() {
    assertBad(program('.'), "without its operands");
    assertBad(program('t', '.'), "without its beginning");
    assertBad(program('h', 7, '.'), "value 7");
    assertBad(program('N', 'N', 's', '.'), "without its operands");
    assertBad(program('X', 0xff, 0xff, 0xff, 0x7f, '.'), "truncated");
    assertBad(program('N', 'Q', '.'), "expected a list or tuple");
  }

  private static byte[] program(int... opcodes) {
    byte[] bytes = new byte[opcodes.length + 2];
    bytes[0] = (byte) 0x80;
    bytes[1] = 2;
    for (int i = 0; i < opcodes.length; i++) {
      bytes[i + 2] = (byte) opcodes[i];
    }
    return bytes;
  }

  private static void assertBad(byte[] pickle, String... problem) {
    assertThatThrownBy(() -> Unpickler.read(pickle, PLACE))
        .isInstanceOf(BadInputException.class)
        .message()
        .contains(problem)
        .startsWith(PLACE);
  }
}
