package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import dev.bckd.distillation.EpochLoss;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a training goes on from: written whole or not at all.
 *
 * @param done steps made
 * @param looks that the tail average is of
 * @param sums of the epoch on its way
 * @param losses of the epochs that have ended
 * @param tensors weights, moments and averages, in an order that the training knows
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record RunState(
    long done, long looks, double[] sums, List<EpochLoss> losses, List<PtNDArray> tensors) {
  private static final int MAGIC = 0x626B6431;

  void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
      out.writeInt(MAGIC);
      out.writeLong(done);
      out.writeLong(looks);
      out.writeInt(sums.length);
      for (double sum : sums) {
        out.writeDouble(sum);
      }
      out.writeInt(losses.size());
      for (EpochLoss loss : losses) {
        out.writeInt(loss.epoch());
        out.writeUTF(loss.term());
        out.writeDouble(loss.value());
        out.writeDouble(loss.share());
        out.writeDouble(loss.gradientNorm());
      }
      new NDList(tensors.stream().map(RunState::plain).toArray(NDArray[]::new)).encode(out);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static NDArray plain(PtNDArray tensor) {
    return tensor.stopGradient();
  }

  /**
   * @param manager owner of the tensors
   * @throws IOException if the file is not one that was written here, or is cut short
   */
  static RunState read(Path file, NDManager manager) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is no checkpoint");
      }
      long done = in.readLong();
      long looks = in.readLong();
      double[] sums = new double[in.readInt()];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = in.readDouble();
      }
      List<EpochLoss> losses = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        losses.add(
            new EpochLoss(
                in.readInt(), in.readUTF(), in.readDouble(), in.readDouble(), in.readDouble()));
      }
      List<PtNDArray> tensors =
          NDList.decode(manager, in).stream().map(PtNDArray.class::cast).toList();
      return new RunState(done, looks, sums, losses, tensors);
    }
  }
}
