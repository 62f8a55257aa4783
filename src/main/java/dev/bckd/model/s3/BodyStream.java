package dev.bckd.model.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/** The bytes of an object; what the client throws while they come is an I/O error. */
final class BodyStream extends FilterInputStream {
  private final ResponseInputStream<?> body;
  private boolean ended;

  BodyStream(ResponseInputStream<?> body) {
    super(body);
    this.body = body;
  }

  @Override
  public int read() throws IOException {
    try {
      int next = super.read();
      ended = next < 0;
      return next;
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int count = super.read(buffer, offset, length);
      ended = count < 0;
      return count;
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Does not read on to the end of what is not wanted. */
  @Override
  public void close() throws IOException {
    if (ended) {
      super.close();
    } else {
      body.abort();
    }
  }
}
