package dev.bckd.upgrade.process;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Instant;

/** Reads times as {@link Instant#toString} writes them. */
final class InstantReader extends StdScalarDeserializer<Instant> {
  @Serial private static final long serialVersionUID = 1L;

  InstantReader() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    try {
      return Instant.parse(parser.getText());
    } catch (DateTimeException e) {
      throw new IOException(e);
    }
  }
}
