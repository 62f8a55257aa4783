package dev.bckd.inference.djl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
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

  /** From this size on, Java puts both sizes into an extra field of their own. */
  private static final long ZIP64_FROM = 0xFFFFFFFFL;

  private static final int ZIP64_EXTRA = 20;

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

  /** Adds a record; its content is written twice, first for its checksum. */
  void record(String name, RecordContent content) throws IOException {
    CRC32 crc = new CRC32();
    content.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
    begin(name, content.size(), crc.getValue());
    content.writeTo(zip);
    zip.closeEntry();
  }

  /**
   * Adds a record whose checksum is known.
   *
   * @throws java.util.zip.ZipException if the content has another size or checksum
   */
  void record(String name, long size, long crc, InputStream content) throws IOException {
    begin(name, size, crc);
    content.transferTo(zip);
    zip.closeEntry();
  }

  private void begin(String name, long size, long crc) throws IOException {
    String path = root + "/" + name;
    int header = LOCAL_HEADER + path.getBytes(StandardCharsets.UTF_8).length + EXTRA_HEADER;
    if (size >= ZIP64_FROM) {
      header += ZIP64_EXTRA;
    }
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

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
