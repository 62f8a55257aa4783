"""The tables of docs/results.md: recipes against each other on MovieTweetings and banking77,
and on cases of their kinds that cases.py makes.

For each data set, recipe and seed this writes a policy, has bckd carry out the upgrade and scores
the student on the hold-outs. bckd is never given the hold-outs: its suites are made of rows that
the deployed model was trained on, and are there because a policy needs one. The scores below share
no code with bckd. Results are appended to a file, so a run that was stopped goes on where it was.

Run: python src/test/python/results.py --shared <folder with data/> --bckd ./bckd --work <folder>
Needs torch, duckdb and numpy. With --table it only prints the tables of what has been measured.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import time

import duckdb
import numpy
import torch

SEEDS = [5, 6, 7]
BATCH = 4096
PROMOTE_REJECT_OR_INCONCLUSIVE = (0, 1, 2)

# `baseline`: PCT focal in the README of the data sets, by its first table. It is to be beaten.
# A further case says in its case.json of which kind it is, what its teacher knows and its baseline.
KINDS = {
    "movietweetings": {
        "task": "binary",
        "inputs": [
            {"name": "hist", "column": "hist", "type": "int64", "shape": [20]},
            {"name": "item", "column": "item_id", "type": "int64"},
            {"name": "dense", "column": "dense", "type": "float32", "shape": [4]},
        ],
        "group": "user_id",
        "ranked": "item",
        "known": "item_id <= 3337",
        "training": {"learningRate": 0.001, "batch": 512, "epochs": 2},
        "divergence": {"temperature": 4},
        "baseline": {"flips": 3.19, "accuracy": 72.13, "auc": 79.48},
        "below_teacher": 0,
        "below_incoming": 0.3,
    },
    "banking77": {
        "task": "multiclass",
        "inputs": [{"name": "ids", "column": "ids", "type": "int64", "shape": [96]}],
        "classes": {"teacher": 50, "incoming": 77},
        "known": "label < 50",
        "training": {"learningRate": 0.002, "batch": 64, "epochs": 12},
        "divergence": {"temperature": 1, "classes": "padded"},
        "baseline": {"flips": 4.80, "accuracy": 87.05},
        "below_teacher": 0.5,
        "below_incoming": 2,
    },
}

RECIPES = {
    "incoming": "incoming as is",
    "pct": "PCT focal, rows the teacher knows",
    "pct-historical": "PCT focal, historical rows only",
    "fine-tuning": "plain fine-tuning",
    "kd": "vanilla KD",
    "new-error": "BackwardCompatibilityML, new error",
    "muscle": "MUSCLE",
    "muscle-labels": "MUSCLE + cross-entropy",
    "auto-bare": "bckd `auto`, no ranking suite",
    "auto": "**bckd `auto`**",
}


ONLY_RANKED = ("pct-historical", "auto-bare")


def cases(shared):
    """What is to be known of each case, by its name."""
    found = {}
    for folder in sorted((shared / "data").iterdir()):
        own = folder / "case.json"
        if own.exists():
            more = json.loads(own.read_text())
            found[folder.name] = {**KINDS[more["kind"]], **more}
        elif folder.name in KINDS:
            found[folder.name] = KINDS[folder.name]
    return found


def order(specs):
    """The most telling first."""
    first, *others = SEEDS
    competitors = [name for name in RECIPES if name not in ("incoming", "auto", "auto-bare")]
    stages = [(["auto"], [first]), (competitors, [first]), (["auto"], others)]
    stages += [(competitors, [seed]) for seed in others] + [(["auto-bare"], SEEDS)]
    for recipes, seeds in stages:
        for seed in seeds:
            for recipe in recipes:
                for case, spec in specs.items():
                    if "ranked" in spec or recipe not in ONLY_RANKED:
                        yield case, recipe, seed


class Data:
    """One data set: its files, its models and what the teacher answers."""

    def __init__(self, case, spec, shared, work):
        self.case, self.spec = case, spec
        self.folder = shared / "data" / case
        self.work = work / case
        self.work.mkdir(parents=True, exist_ok=True)
        self.teacher = self.folder / "old_model.pt"
        self.incoming = self.folder / "incoming_model.pt"
        self.cache = {}

    def rows(self, name, where="true"):
        """Inputs as tensors, and labels."""
        columns = [spec["column"] for spec in self.spec["inputs"]]
        found = duckdb.sql(
            f"select {', '.join(columns)}, label"
            f" from read_parquet('{self.folder}/{name}.parquet') where {where}"
        ).fetchall()
        tensors = [
            torch.tensor([row[i] for row in found], dtype=getattr(torch, spec["type"]))
            for i, spec in enumerate(self.spec["inputs"])
        ]
        return tensors, numpy.array([row[-1] for row in found])

    def logits(self, model, inputs):
        module = torch.jit.load(str(model)).eval()
        with torch.no_grad():
            parts = [
                module(*[tensor[at : at + BATCH] for tensor in inputs])[0]
                for at in range(0, len(inputs[0]), BATCH)
            ]
        return torch.cat(parts).double().numpy()

    def decisions(self, logits):
        binary = self.spec["task"] == "binary"
        return (logits[:, 0] > 0).astype(int) if binary else logits.argmax(axis=1)

    def holdout(self, name):
        if name not in self.cache:
            inputs, labels = self.rows(name)
            right = self.decisions(self.logits(self.teacher, inputs)) == labels
            self.cache[name] = inputs, labels, right
        return self.cache[name]

    def score(self, model):
        """Percent; the area under the curve times 100."""
        scores = {}
        for name in ("holdout_old", "holdout_new"):
            inputs, labels, teacher_right = self.holdout(name)
            logits = self.logits(model, inputs)
            right = self.decisions(logits) == labels
            scores[name] = {
                "accuracy": 100 * right.mean(),
                "flips": 100 * (teacher_right & ~right).mean(),
            }
            if self.spec["task"] == "binary":
                scores[name]["auc"] = 100 * area(logits[:, 0], labels)
        return scores

    def known(self):
        """Share of the rows trained on that the teacher knows; of those, share it gets right."""
        if "known" not in self.cache:
            rows = known = right = 0
            for name in ("historical", "train_new"):
                rows += len(self.rows(name)[1])
                inputs, labels = self.rows(name, self.spec["known"])
                known += len(labels)
                right += (self.decisions(self.logits(self.teacher, inputs)) == labels).sum()
            self.cache["known"] = known / rows, right / known
        return self.cache["known"]

    def stored(self):
        """The history with the teacher's logits in a column, on historical rows only."""
        files = {name: self.work / f"{name}.parquet" for name in ("historical", "train_new")}
        if not all(file.exists() for file in files.values()):
            inputs, _ = self.rows("historical")
            logits = self.logits(self.teacher, inputs).tolist()
            connection = duckdb.connect()
            connection.execute(
                "create table answers as select unnest($1::float[][]) as teacher_logits", [logits]
            )
            connection.execute(
                f"copy (from read_parquet('{self.folder}/historical.parquet')"
                f" positional join answers) to '{files['historical']}' (format parquet)"
            )
            connection.execute(
                f"copy (select *, null::float[] as teacher_logits"
                f" from read_parquet('{self.folder}/train_new.parquet'))"
                f" to '{files['train_new']}' (format parquet)"
            )
        return files

    def lists(self):
        """A ranking suite of rows trained on; bckd learns from it which input takes items."""
        file = self.work / "lists.parquet"
        if not file.exists():
            items = int(self.spec["known"].split()[-1])
            others = f"range(9), i -> ((event_id * 31 + i * 7919) % {items} + 1)::int"
            duckdb.sql(
                f"copy (select event_id, hist, dense, 0 as pos_index,"
                f" list_prepend(item_id, list_transform({others})) as candidates"
                f" from read_parquet('{self.folder}/train_old.parquet')"
                f" where label = 1 and event_id % 97 = 0) to '{file}' (format parquet)"
            )
        return {
            "data": {"files": [str(file)]},
            "ranking": {
                "candidates": {"column": "candidates", "input": self.spec["ranked"]},
                "relevant": {"column": "pos_index"},
                "k": 5,
            },
            "gates": [{"metric": "ndcg@5", "noWorseThan": "teacher", "margin": 0.5}],
        }

    def recipe(self, name):
        """The recipe as a policy has it."""
        if name.startswith("auto"):
            return "auto"
        known, right = self.known()
        labels = {"loss": "cross-entropy", "weight": 1}
        teacher = {"loss": "kullback-leibler", **self.spec["divergence"]}
        # bckd scales the factors 1 + 5 * [teacher right] to mean one; this weight undoes it.
        focal = {"weight": 1 + 5 * right, "filter": "teacher-right", "alpha": 1, "beta": 5}
        # A mean over the rows the teacher knows, as a mean over all rows.
        wrong = {**teacher, "weight": known, "filter": "student-wrong"}
        still = {
            "loss": "kullback-leibler",
            "temperature": teacher["temperature"],
            "weight": 1,
            "target": "incoming",
            "filter": "student-right",
        }
        distil = {"loss": "kullback-leibler", "weight": 0.5, "temperature": 4}
        stored = {"target": "stored", "column": "teacher_logits"}
        losses = {
            "fine-tuning": [labels],
            "kd": [{**labels, "weight": 0.5}, distil],
            "pct": [labels, {**teacher, **focal}],
            "pct-historical": [labels, {**teacher, **focal, **stored}],
            "new-error": [labels, {"loss": "new-error", "weight": 1}],
            "muscle": [wrong, still],
            "muscle-labels": [labels, wrong, still],
        }
        return {"losses": losses[name], **self.spec["training"]}

    def policy(self, recipe, seed, folder):
        """Writes policy and suite; JSON is YAML."""
        files = {name: self.folder / f"{name}.parquet" for name in ("historical", "train_new")}
        if recipe == "pct-historical":
            files = self.stored()
        history = {
            "label": "label",
            "old": {"files": [str(files["historical"])]},
            "new": {"files": [str(files["train_new"])]},
        }
        spec = {
            "model": self.case,
            "task": self.spec["task"],
            "signature": {"inputs": self.spec["inputs"], "outputs": ["logits", "embedding"]},
            "history": history,
            "distillation": {"recipe": self.recipe(recipe), "seed": seed},
            "gates": {"suites": ["suite.yaml"]},
        }
        if self.spec["task"] == "binary":
            history.update(group=self.spec["group"], teacherKnows=self.spec["known"])
        else:
            spec["classes"] = self.spec["classes"]
        key = "event_id" if self.spec["task"] == "binary" else "id"
        suite = {
            "data": {
                "files": [str(self.folder / "train_old.parquet")],
                "where": f"{key} % 7 = 0",
                "label": "label",
            },
            "gates": [{"metric": "accuracy", "noWorseThan": "teacher", "margin": 0.1}],
        }
        if "ranked" in self.spec and recipe != "auto-bare":
            spec["gates"]["suites"].append("ranking.yaml")
            write(folder / "ranking.yaml", "RegressionSuite", "formality-lists", self.lists())
        write(folder / "policy.yaml", "UpgradePolicy", self.case, spec)
        write(folder / "suite.yaml", "RegressionSuite", "formality", suite)
        return folder / "policy.yaml"

    def upgrade(self, bckd, recipe, seed):
        """The student's file, and the seconds the upgrade took."""
        folder = self.work / f"{recipe}-{seed}"
        folder.mkdir(exist_ok=True)
        command = [bckd, "upgrade", "--policy", self.policy(recipe, seed, folder)]
        command += ["--teacher", self.teacher, "--incoming", self.incoming, "--out", folder]
        began = time.monotonic()
        with open(folder / "log", "w") as log:
            code = subprocess.run(command, stdout=log, stderr=log).returncode
        if code not in PROMOTE_REJECT_OR_INCONCLUSIVE:
            raise RuntimeError(f"exit code {code}; see {folder / 'log'}")
        return folder / "student.pt", time.monotonic() - began


def write(file, kind, name, spec):
    document = {"apiVersion": "bckd.dev/v1", "kind": kind, "metadata": {"name": name}, "spec": spec}
    file.write_text(json.dumps(document, indent=1) + "\n")


def area(scores, labels):
    """Under the ROC curve: Mann and Whitney's U over mean ranks, divided by the number of pairs."""
    _, inverse, counts = numpy.unique(scores, return_inverse=True, return_counts=True)
    ranks = (counts.cumsum() - (counts - 1) / 2)[inverse]
    positives = (labels == 1).sum()
    above = ranks[labels == 1].sum() - positives * (positives + 1) / 2
    return above / (positives * (len(labels) - positives))


def measure(specs, shared, bckd, work, results, recipes):
    done = {(row["case"], row["recipe"], row["seed"]) for row in read(results)}
    data = {case: Data(case, spec, shared, work) for case, spec in specs.items()}

    def note(case, recipe, seed, scores, **more):
        with open(results, "a") as file:
            row = {"case": case, "recipe": recipe, "seed": seed, **scores, **more}
            file.write(json.dumps(row) + "\n")
        print(json.dumps(row), file=sys.stderr, flush=True)

    for case in specs:
        for name in ("teacher", "incoming"):
            if (case, name, 0) not in done:
                note(case, name, 0, data[case].score(getattr(data[case], name)))
    for case, recipe, seed in order(specs):
        if recipe in recipes and (case, recipe, seed) not in done:
            student, seconds = data[case].upgrade(bckd, recipe, seed)
            note(case, recipe, seed, data[case].score(student), seconds=round(seconds))


def read(results):
    lines = results.read_text().splitlines() if results.exists() else []
    return [json.loads(line) for line in lines]


def spread(values, digits=2):
    mean = f"{numpy.mean(values):.{digits}f}"
    if len(values) == 1:
        return mean
    return f"{mean} [{min(values):.{digits}f} .. {max(values):.{digits}f}]"


def table(case, spec, rows):
    """Markdown: a line a recipe."""
    mine = [row for row in rows if row["case"] == case]
    only = {row["recipe"]: row for row in mine if row["recipe"] in ("teacher", "incoming")}
    qualities = ["accuracy", "auc"] if spec["task"] == "binary" else ["accuracy"]
    heads = {"accuracy": "accuracy", "auc": "AUC × 100"}

    def values(found, holdout, what):
        return [row[holdout][what] for row in found]

    def keeps(found, holdout, floor):
        means = {what: numpy.mean(values(found, holdout, what)) for what in qualities}
        return "yes" if all(means[what] >= floor(what) for what in qualities) else "**no**"

    def old_floor(what):
        teacher = only["teacher"]["holdout_old"][what] - spec["below_teacher"]
        return max(teacher, spec["baseline"][what] - 0.3)

    def new_floor(what):
        return only["incoming"]["holdout_new"][what] - spec["below_incoming"]

    head = ["recipe", "seeds", "old NFR", "of PCT's"]
    head += [f"{part} {heads[what]}" for part in ("old", "new") for what in qualities]
    head += ["NFR ≤ 0.6", "old kept", "new kept", "seconds"]
    lines = [head, ["---"] + ["---:"] * (len(head) - 1)]
    names = {"teacher": "deployed model (teacher)", **RECIPES}
    for recipe, name in names.items():
        found = [row for row in mine if row["recipe"] == recipe]
        if not found:
            continue
        flips = values(found, "holdout_old", "flips")
        ratio = numpy.mean(flips) / spec["baseline"]["flips"]
        line = [name, "-" if recipe in only else str(len(found))]
        line += ["-", "-"] if recipe == "teacher" else [spread(flips), f"{ratio:.2f}"]
        line += [spread(values(found, "holdout_old", what)) for what in qualities]
        line += [spread(values(found, "holdout_new", what)) for what in qualities]
        if recipe == "teacher":
            line += ["-", "-", "-", "-"]
        else:
            line += ["yes" if ratio <= 0.6 else "**no**"]
            line += [keeps(found, "holdout_old", old_floor), keeps(found, "holdout_new", new_floor)]
            line += ["-" if recipe == "incoming" else spread([row["seconds"] for row in found], 0)]
        lines.append(line)
    limits = [f"NFR at most {0.6 * spec['baseline']['flips']:.2f}"]
    limits += [f"old {heads[what]} at least {old_floor(what):.2f}" for what in qualities]
    limits += [f"new {heads[what]} at least {new_floor(what):.2f}" for what in qualities]
    print(f"\n## {case}\n\nTargets: {', '.join(limits)}.\n")
    print("\n".join(f"| {' | '.join(line)} |" for line in lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=pathlib.Path, required=True, help="folder with data/")
    parser.add_argument("--bckd", type=pathlib.Path, default="bckd", help="the program")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder for the results")
    parser.add_argument("--recipes", nargs="+", choices=RECIPES, default=RECIPES, help="only these")
    parser.add_argument("--table", action="store_true", help="only print what has been measured")
    parser.add_argument("--cases", nargs="+", help="only these")
    chosen = parser.parse_args()
    specs = cases(chosen.shared)
    if chosen.cases:
        specs = {case: specs[case] for case in chosen.cases}
    results = chosen.work / "results.jsonl"
    if not chosen.table:
        chosen.work.mkdir(parents=True, exist_ok=True)
        where = [path.resolve() for path in (chosen.shared, chosen.bckd, chosen.work)]
        measure(specs, *where, results, chosen.recipes)
    for case, spec in specs.items():
        table(case, spec, read(results))


main()
