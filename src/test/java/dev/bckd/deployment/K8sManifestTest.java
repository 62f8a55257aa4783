package dev.bckd.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.bckd.testing.NeedsKubectl;
import dev.bckd.testing.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests in {@code k8s/}: whole, and as restricted as the how-to says. */
class K8sManifestTest {
  private static final Path K8S = ProgramRun.projectRoot().resolve("k8s");
  private static final Path BASE = K8S.resolve("base");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void everyFileIsYamlWithAKind() throws IOException {
    for (Path file : yamlFiles(K8S)) {
      assertThat(documents(file))
          .as("%s", file)
          .isNotEmpty()
          .allSatisfy(
              document -> {
                assertThat(document.path("apiVersion").asText()).isNotEmpty();
                assertThat(document.path("kind").asText()).isNotEmpty();
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base",
        "overlays/example",
        "overlays/roles",
        "overlays/roles/shared",
        "overlays/roles/pod",
        "overlays/roles/control",
        "overlays/roles/worker",
        "overlays/roles/router"
      })
  void aKustomizationNamesWhatIsThereAndNothingIsForgotten(String folder) throws IOException {
    Path root = K8S.resolve(folder);
    Set<Path> named = new TreeSet<>(Set.of(root.resolve("kustomization.yaml")));
    JsonNode kustomization = documents(root.resolve("kustomization.yaml")).get(0);
    kustomization.path("resources").forEach(name -> named.add(root.resolve(name.asText())));
    kustomization
        .path("patches")
        .forEach(patch -> named.add(root.resolve(patch.path("path").asText())));
    kustomization
        .findPath("configMapGenerator")
        .findPath("files")
        .forEach(entry -> named.add(root.resolve(entry.asText().split("=", 2)[1])));

    assertThat(named).allSatisfy(path -> assertThat(path).exists());
    assertThat(named).containsAll(ownFiles(root));
  }

  @ParameterizedTest
  @CsvSource({
    "startupProbe, /q/health/started",
    "livenessProbe, /q/health/live",
    "readinessProbe, /q/health/ready",
  })
  void theServiceIsProbed(String probe, String path) throws IOException {
    JsonNode get = container().path(probe).path("httpGet");

    assertThat(get.path("path").asText()).isEqualTo(path);
    assertThat(get.path("port").asText()).isEqualTo("http");
    assertThat(container().path("ports").path(0).path("name").asText()).isEqualTo("http");
  }

  /** The profile "restricted" of the Pod Security Standards, and a root that cannot be written. */
  @Test
  void thePodIsRestricted() throws IOException {
    JsonNode pod = podSpec().path("securityContext");
    assertThat(pod.path("runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.path("runAsUser").asInt()).isPositive();
    assertThat(pod.path("seccompProfile").path("type").asText()).isEqualTo("RuntimeDefault");
    JsonNode own = container().path("securityContext");
    assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(texts(own.path("capabilities").path("drop"))).containsExactly("ALL");
    assertThat(podSpec().path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(base("ServiceAccount").path("automountServiceAccountToken").asBoolean(true))
        .isFalse();
  }

  @Test
  void whatTheServiceWritesToIsAVolume() throws IOException {
    Map<String, String> mounts = Map.of(mountPath("home"), "home", mountPath("tmp"), "tmp");

    assertThat(mounts).containsKeys(environment("BCKD_HOME"), "/tmp");
    assertThat(mountPath("policies")).isEqualTo(environment("BCKD_POLICIES"));
    assertThat(environment("BCKD_DATABASE_PASSWORD_FILE")).startsWith(mountPath("database") + "/");
  }

  @Test
  void everyMountHasItsVolume() throws IOException {
    assertThat(texts(podSpec().path("volumes"), "name"))
        .containsExactlyInAnyOrderElementsOf(texts(container().path("volumeMounts"), "name"));
  }

  @Test
  void memoryHasALimitAndARequest() throws IOException {
    JsonNode resources = container().path("resources");

    assertThat(resources.path("limits").path("memory").asText()).isNotEmpty();
    assertThat(resources.path("requests").path("memory").asText()).isNotEmpty();
    assertThat(resources.path("requests").path("cpu").asText()).isNotEmpty();
  }

  @Test
  void theServiceAndTheNetworkPolicyFindThePods() throws IOException {
    JsonNode labels =
        base("Deployment").path("spec").path("template").path("metadata").path("labels");

    assertThat(base("Service").path("spec").path("selector")).isEqualTo(labels);
    assertThat(base("NetworkPolicy").path("spec").path("podSelector").path("matchLabels"))
        .isEqualTo(labels);
    assertThat(texts(base("NetworkPolicy").path("spec").path("policyTypes")))
        .containsExactlyInAnyOrder("Ingress", "Egress");
  }

  @Test
  void thereIsOneReplicaThatGivesUpItsFolderBeforeTheNextStarts() throws IOException {
    JsonNode spec = base("Deployment").path("spec");

    assertThat(spec.path("replicas").asInt()).isEqualTo(1);
    assertThat(spec.path("strategy").path("type").asText()).isEqualTo("Recreate");
  }

  @NeedsKubectl
  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/example", "overlays/roles"})
  void kustomizeRenders(String folder) throws IOException {
    assertThat(rendered(folder))
        .extracting(document -> document.path("kind").asText())
        .contains("Deployment", "Service", "NetworkPolicy", "ConfigMap");
  }

  @NeedsKubectl
  @Test
  void eachRoleIsADeploymentOfItsOwnThatKeepsNothingAndIsFoundByItsService() throws IOException {
    Map<String, JsonNode> pods = new TreeMap<>();
    Map<String, JsonNode> selectors = new TreeMap<>();
    for (JsonNode document : rendered("overlays/roles")) {
      String name = document.at("/metadata/name").asText();
      if (document.path("kind").asText().equals("Deployment")) {
        pods.put(name, document.at("/spec/template"));
        assertThat(document.at("/spec/selector/matchLabels"))
            .isEqualTo(document.at("/spec/template/metadata/labels"));
      } else if (document.path("kind").asText().equals("Service")) {
        selectors.put(name, document.at("/spec/selector"));
      }
    }

    assertThat(pods.keySet()).containsExactly("bckd-control", "bckd-router", "bckd-worker");
    pods.forEach(
        (name, pod) -> {
          JsonNode env = pod.at("/spec/containers/0/env");
          assertThat(named(env, "BCKD_ROLES").path("value").asText())
              .isEqualTo(name.substring("bckd-".length()));
          assertThat(named(pod.at("/spec/volumes"), "home").has("emptyDir")).isTrue();
          assertThat(pod.toString()).doesNotContain("persistentVolumeClaim");
          assertThat(pod.at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
        });
    assertThat(found(selectors.get("bckd"), pods)).containsExactly("bckd-control");
    assertThat(found(selectors.get("bckd-router"), pods)).containsExactly("bckd-router");
  }

  /** The pods that have all the labels of a selector. */
  private static List<String> found(JsonNode selector, Map<String, JsonNode> pods) {
    return pods.entrySet().stream()
        .filter(
            pod -> {
              JsonNode labels = pod.getValue().at("/metadata/labels");
              return selector
                  .propertyStream()
                  .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
            })
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<JsonNode> rendered(String folder) throws IOException {
    ProgramRun run =
        ProgramRun.of(
            K8S, Map.of(), List.of("kubectl", "kustomize", K8S.resolve(folder).toString()));
    assertThat(run.exit()).as(run.err()).isZero();
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(run.out())) {
      return documents.readAll();
    }
  }

  private static JsonNode podSpec() throws IOException {
    return base("Deployment").path("spec").path("template").path("spec");
  }

  private static JsonNode container() throws IOException {
    return podSpec().path("containers").path(0);
  }

  private static String mountPath(String volume) throws IOException {
    return named(container().path("volumeMounts"), volume).path("mountPath").asText();
  }

  private static String environment(String variable) throws IOException {
    return named(container().path("env"), variable).path("value").asText();
  }

  private static JsonNode named(JsonNode list, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(item -> item.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is named " + name + " in " + list));
  }

  private static JsonNode base(String kind) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (Path file : yamlFiles(BASE)) {
      documents(file).stream()
          .filter(document -> document.path("kind").asText().equals(kind))
          .forEach(found::add);
    }
    assertThat(found).as(kind).hasSize(1);
    return found.get(0);
  }

  private static List<Path> yamlFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** But for those of a kustomization below. */
  private static List<Path> ownFiles(Path root) throws IOException {
    return yamlFiles(root).stream()
        .filter(file -> root.equals(kustomized(file.resolveSibling(""), root)))
        .toList();
  }

  /** The nearest folder above that is a kustomization, the root at last. */
  private static Path kustomized(Path folder, Path root) {
    return folder.equals(root) || Files.exists(folder.resolve("kustomization.yaml"))
        ? folder
        : kustomized(folder.resolveSibling(""), root);
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return documents.readAll();
    }
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }
}
