package dev.bckd.policy;

import dev.bckd.model.Artifact;

/** The version that was deployed before bckd knew the model. */
public record DeployedTeacher(String version, Artifact artifact) {}
