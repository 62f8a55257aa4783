package dev.bckd.inference.djl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The zip container of a TorchScript file: records stored as they are, each beginning at a multiple
 * of 64 bytes so that it can be mapped into memory. The same records give the same bytes.
 */
final class AlignedZip implements AutoCloseable {
  private static final int ALIGNMENT = 64;
  private static final int LOCAL_HEADER = 30;
  private static final int EXTRA_HEADER = 4;

  /** Header id of the padding, the one PyTorch uses: the letters {@code FB}. */
  private static final short PADDING = 0x4246;

  /** Any fixed time; the first of 1980 itself would make Java add a time-stamp field. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final int CHUNK_FLOATS = 1 << 14;

  private final ZipOutputStream zip;
  private final String root;
  private long offset;

  /**
   * @param out where the archive goes; closed with it
   * @param root the one folder that holds every record
   */
  AlignedZip(OutputStream out, String root) {
    this.zip = new ZipOutputStream(out);
    this.root = root;
  }

  /** Adds a record of bytes. */
  void record(String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    begin(name, content.length, crc.getValue());
    zip.write(content);
    zip.closeEntry();
  }

  /** Adds a record of little-endian float32 values. */
  void record(String name, float[] values) throws IOException {
    CRC32 crc = new CRC32();
    inChunks(values, (bytes, length) -> crc.update(bytes, 0, length));
    begin(name, (long) values.length * Float.BYTES, crc.getValue());
    inChunks(values, (bytes, length) -> zip.write(bytes, 0, length));
    zip.closeEntry();
  }

  private void begin(String name, long size, long crc) throws IOException {
    String path = root + "/" + name;
    int header = LOCAL_HEADER + path.getBytes(StandardCharsets.UTF_8).length + EXTRA_HEADER;
    int padding = (int) Math.floorMod(-(offset + header), (long) ALIGNMENT);
    ZipEntry entry = new ZipEntry(path);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCompressedSize(size);
    entry.setCrc(crc);
    entry.setTimeLocal(TIME);
    entry.setExtra(
        ByteBuffer.allocate(EXTRA_HEADER + padding)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort(PADDING)
            .putShort((short) padding)
            .array());
    zip.putNextEntry(entry);
    offset += header + padding + size;
  }

  private interface ChunkSink {
    void accept(byte[] bytes, int length) throws IOException;
  }

  private static void inChunks(float[] values, ChunkSink sink) throws IOException {
    byte[] bytes = new byte[CHUNK_FLOATS * Float.BYTES];
    ByteBuffer littleEndian = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
      littleEndian.clear();
      for (int i = from; i < Math.min(values.length, from + CHUNK_FLOATS); i++) {
        littleEndian.putFloat(values[i]);
      }
      sink.accept(bytes, littleEndian.position());
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
