package dev.bckd.distillation;

/** The parameters of one loss. Its formula on tensors is a class of the same name in an adapter. */
public sealed interface Loss permits CrossEntropy, KullbackLeibler {
  /** The name used in policies and reports. */
  String name();

  /** The name and the parameters, for reports. */
  String describe();
}
