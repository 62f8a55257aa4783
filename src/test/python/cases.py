"""Further cases of the kinds of MovieTweetings and banking77, to try `recipe: auto` on.

They are made of the training rows of the two data sets alone: earlier cuts in time of the one, other
splits into old and new classes of the other, each with hold-outs and with a deployed and an incoming
model of its own, trained for it. What is written looks like the data sets, so that results.py takes it:

    python src/test/python/cases.py --shared <folder with data/> --out <folder>
    python src/test/python/results.py --shared <folder> --bckd ./bckd --work <another> --recipes auto

PCT focal distillation, the baseline that is to be beaten, is trained here, as the README of each data
set has it, with the seeds 5, 6 and 7. Needs torch, duckdb and numpy.
"""

import argparse
import json
import pathlib

import duckdb
import numpy
import torch
from torch.nn import functional

# The end of the old period, of the new one and of its hold-out; which chance decides the rest.
CUTS = {
    "movietweetings-1": ("2013-06-11", "2013-08-05", "2013-08-21", 1),
    "movietweetings-2": ("2013-07-01", "2013-09-01", "2013-09-16", 2),
    "movietweetings-3": ("2013-08-16", "2013-10-01", "2013-10-18", 3),
}

# Which chance tells old classes from new ones.
SPLITS = {f"banking77-{chance}": chance for chance in range(1, 10)}
OLD_CLASSES = 50
CLASSES = 77

SEEDS = (5, 6, 7)


class Recommender(torch.nn.Module):
    """The models of MovieTweetings: attention over the rows of a history, and a small network."""

    def __init__(self, items, width, hidden, features):
        super().__init__()
        self.items = items
        self.scale = float(width**-0.5)
        self.emb = torch.nn.Embedding(items + 1, width)
        self.out_emb = torch.nn.Embedding(items + 1, width)
        self.bias = torch.nn.Embedding(items + 1, 1)
        self.fc1 = torch.nn.Linear(4 * width + 6, hidden)
        self.fc2 = torch.nn.Linear(hidden, features)
        self.head = torch.nn.Linear(features, 1)
        torch.nn.init.normal_(self.emb.weight, std=0.01)
        torch.nn.init.normal_(self.out_emb.weight, std=0.01)
        torch.nn.init.zeros_(self.bias.weight)

    def forward(self, hist, item, dense):
        hist = torch.where(hist > self.items, torch.zeros_like(hist), hist)
        item = torch.where(item > self.items, torch.zeros_like(item), item)
        mask = (hist > 0).float()
        seen, query = self.emb(hist), self.out_emb(item)
        attention = (seen @ query.unsqueeze(2)).squeeze(2) * self.scale
        weights = torch.softmax(attention + (mask - 1) * 10000.0, 1) * mask
        user = (weights.unsqueeze(1) @ seen).squeeze(1)
        mean = (seen * mask.unsqueeze(2)).sum(1) / mask.sum(1, keepdim=True).clamp(min=1.0)
        dot, bias = (mean * query).sum(1, keepdim=True), self.bias(item)
        parts = [user, query, user * query, mean * query, dense, dot, bias]
        features = torch.relu(self.fc2(torch.relu(self.fc1(torch.cat(parts, 1)))))
        return self.head(features) + dot + bias, features


class Classifier(torch.nn.Module):
    """The models of banking77: an attentive bag of hashed n-grams, and one layer."""

    def __init__(self, width, features, classes):
        super().__init__()
        self.emb = torch.nn.Embedding(16384, width)
        self.att = torch.nn.Embedding(16384, 1)
        self.fc1 = torch.nn.Linear(width, features)
        self.head = torch.nn.Linear(features, classes)
        torch.nn.init.normal_(self.emb.weight, std=0.1)
        torch.nn.init.zeros_(self.att.weight)

    def forward(self, ids):
        mask = (ids > 0).float().unsqueeze(2)
        weights = torch.softmax(self.att(ids) + (mask - 1) * 10000.0, 1) * mask
        features = torch.relu(self.fc1((self.emb(ids) * weights).sum(1)))
        return self.head(features), features


class Rows:
    """Inputs and labels as tensors."""

    def __init__(self, inputs, labels):
        self.inputs, self.labels = inputs, labels

    def __len__(self):
        return len(self.labels)

    def at(self, index):
        return Rows([tensor[index] for tensor in self.inputs], self.labels[index])

    def and_also(self, other):
        inputs = [torch.cat(pair) for pair in zip(self.inputs, other.inputs)]
        return Rows(inputs, torch.cat([self.labels, other.labels]))


def logits(model, rows):
    model.eval()
    with torch.no_grad():
        parts = [rows.at(slice(i, i + 8192)) for i in range(0, len(rows), 8192)]
        return torch.cat([model(*part.inputs)[0] for part in parts])


def decisions(answers):
    return (answers[:, 0] > 0).long() if answers.shape[1] == 1 else answers.argmax(1)


def labelled(answers, labels):
    """Cross-entropy."""
    if answers.shape[1] == 1:
        return functional.binary_cross_entropy_with_logits(answers[:, 0], labels.float())
    return functional.cross_entropy(answers, labels)


def train(model, rows, seed, epochs, rate, batch, decay=0.0, dropped=0.0, loss=None):
    """Adam with linear decay. `dropped`: share of the ids of a list that a step does not see."""
    chance = torch.Generator().manual_seed(seed)
    optimiser = torch.optim.Adam(model.parameters(), lr=rate, weight_decay=decay)
    steps = epochs * -(-len(rows) // batch)
    decline = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    model.train()
    for _ in range(epochs):
        order = torch.randperm(len(rows), generator=chance)
        for index in order.split(batch):
            some = rows.at(index)
            if dropped:
                kept = torch.rand(some.inputs[0].shape, generator=chance) >= dropped
                some = Rows([some.inputs[0] * kept, *some.inputs[1:]], some.labels)
            answers = model(*some.inputs)[0]
            value = loss(answers, some.labels, index) if loss else labelled(answers, some.labels)
            optimiser.zero_grad()
            value.backward()
            optimiser.step()
            decline.step()
    return model.eval()


def scores(teacher, model, rows):
    """Accuracy and negative flips in percent; of one logit also the area under the curve."""
    answers = logits(model, rows)
    right = decisions(answers) == rows.labels
    told = decisions(logits(teacher, rows)) == rows.labels
    found = {
        "accuracy": 100 * right.double().mean().item(),
        "flips": 100 * (told & ~right).double().mean().item(),
    }
    if answers.shape[1] == 1:
        found["auc"] = 100 * area(answers[:, 0].numpy(), rows.labels.numpy())
    return found


def area(values, labels):
    """Under the ROC curve: Mann and Whitney's U over mean ranks, divided by the number of pairs."""
    _, inverse, counts = numpy.unique(values, return_inverse=True, return_counts=True)
    ranks = (counts.cumsum() - (counts - 1) / 2)[inverse]
    positives = (labels == 1).sum()
    above = ranks[labels == 1].sum() - positives * (positives + 1) / 2
    return float(above / (positives * (len(labels) - positives)))


def save(model, file, rows):
    """Scripted as the data sets' models are."""
    torch.jit.script(model.eval()).save(str(file))
    again = torch.jit.load(str(file))
    assert torch.equal(logits(again, rows.at(slice(0, 64))), logits(model, rows.at(slice(0, 64))))


class MovieTweetings:
    """A cut in time: what came before is old, what came until the next cut is new."""

    def __init__(self, shared, folder, name):
        self.folder = folder
        self.old_end, self.new_end, self.end, self.seed = CUTS[name]
        source = shared / "data" / "movietweetings"
        self.connection = duckdb.connect()
        self.connection.execute(
            f"create table rows as select * from read_parquet("
            f"['{source}/train_old.parquet', '{source}/train_new.parquet'])"
        )

    def write(self):
        """The five files. An event is in one of them, with all its rows."""
        # Chance that depends on the event alone, from 0 to 999.
        chance = f"hash(event_id * 1000 + {self.seed}) % 1000"
        held = f"ts < '{self.old_end}' and {chance} < 120"
        parts = {
            "holdout_old": held,
            "train_old": f"ts < '{self.old_end}' and {chance} >= 120",
            "historical": f"ts < '{self.old_end}' and {chance} >= 120 and {chance} < 425",
            "train_new": f"ts >= '{self.old_end}' and ts < '{self.new_end}'",
            "holdout_new": f"ts >= '{self.new_end}' and ts < '{self.end}'",
        }
        for part, condition in parts.items():
            # The training files have each event twice, the hold-outs once.
            once = (
                " qualify row_number() over (partition by event_id, label order by item_id) = 1"
                if part.startswith("holdout")
                else ""
            )
            self.connection.execute(
                f"copy (select * from rows where {condition}{once} order by event_id, label desc,"
                f" item_id) to '{self.folder / part}.parquet' (format parquet)"
            )

    def rows(self, part):
        found = self.connection.execute(
            f"select hist, item_id, dense, label from '{self.folder / part}.parquet'"
        ).fetchnumpy()
        inputs = [
            torch.tensor(numpy.stack(found["hist"]).astype("int64")),
            torch.tensor(found["item_id"].astype("int64")),
            torch.tensor(numpy.stack(found["dense"]).astype("float32")),
        ]
        return Rows(inputs, torch.tensor(found["label"].astype("int64")))

    def largest_item(self, *parts):
        files = ", ".join(f"'{self.folder / part}.parquet'" for part in parts)
        return self.connection.execute(
            f"select max(item_id) from read_parquet([{files}])"
        ).fetchone()[0]

    def models(self):
        old, new = self.rows("train_old"), self.rows("train_new")
        self.known = self.largest_item("train_old")
        torch.manual_seed(100 + self.seed)
        teacher = Recommender(self.known, 32, 64, 32)
        train(teacher, old, self.seed, epochs=2, rate=0.002, batch=512, decay=3e-5)
        torch.manual_seed(200 + self.seed)
        incoming = Recommender(self.largest_item("train_old", "train_new"), 48, 128, 48)
        train(incoming, new, self.seed, epochs=3, rate=0.002, batch=512, decay=2e-5)
        return teacher, incoming

    def spec(self):
        return {"kind": "movietweetings", "known": f"item_id <= {self.known}"}

    def baseline(self, teacher, incoming, seed):
        """PCT focal on the historical rows alone: 3b of the data set's README."""
        old, new = self.rows("historical"), self.rows("train_new")
        both = old.and_also(new)
        told = logits(teacher, both)[:, 0]
        focus = 1 + 5 * (decisions(told[:, None]) == both.labels).float()
        focus[len(old) :] = 0
        heat = 4.0

        def loss(answers, labels, index):
            soft = torch.sigmoid(told[index] / heat)
            student = answers[:, 0] / heat
            cross = functional.binary_cross_entropy_with_logits(student, soft, reduction="none")
            entropy = functional.binary_cross_entropy(soft, soft, reduction="none")
            return labelled(answers, labels) + (
                focus[index] * heat**2 * (cross - entropy)
            ).mean()

        student = Recommender(incoming.items, 48, 128, 48)
        student.load_state_dict(incoming.state_dict())
        return train(student, both, seed, epochs=2, rate=0.001, batch=512, loss=loss)


class Banking:
    """A split into old and new classes; a fifth of each class is held out."""

    def __init__(self, shared, folder, name):
        self.folder, self.seed = folder, SPLITS[name]
        source = shared / "data" / "banking77"
        chance = numpy.random.default_rng(self.seed)
        labels = chance.permutation(CLASSES)
        self.connection = duckdb.connect()
        self.connection.execute(
            "create table numbers as select unnest($1::int[]) as label,"
            " unnest($2::int[]) as renumbered",
            [list(range(CLASSES)), labels.tolist()],
        )
        self.connection.execute(
            f"create table rows as select r.* exclude (label), renumbered as label"
            f" from read_parquet(['{source}/train_old.parquet', '{source}/train_new.parquet']) r"
            f" join numbers using (label)"
        )

    def write(self):
        # Chance that depends on the row alone, from 0 to 999.
        chance = f"hash(id * 1000 + {self.seed}) % 1000"
        old = f"label < {OLD_CLASSES}"
        trained = f"{chance} >= 200 and {chance} < 760"
        parts = {
            "holdout_old": f"{old} and {chance} < 200",
            "holdout_new": f"not {old} and {chance} < 200",
            "train_old": f"{old} and {trained}",
            "historical": f"{old} and {trained} and {chance} < 480",
            "train_new": f"{chance} >= 200 and not ({old} and {trained})",
        }
        for part, condition in parts.items():
            self.connection.execute(
                f"copy (select * from rows where {condition} order by id)"
                f" to '{self.folder / part}.parquet' (format parquet)"
            )

    def rows(self, part):
        found = self.connection.execute(
            f"select ids, label from '{self.folder / part}.parquet'"
        ).fetchnumpy()
        ids = torch.tensor(numpy.stack(found["ids"]).astype("int64"))
        return Rows([ids], torch.tensor(found["label"].astype("int64")))

    def models(self):
        torch.manual_seed(100 + self.seed)
        teacher = Classifier(48, 128, OLD_CLASSES)
        settings = {"epochs": 14, "rate": 0.002, "batch": 64, "dropped": 0.3}
        train(teacher, self.rows("train_old"), self.seed, **settings)
        torch.manual_seed(200 + self.seed)
        incoming = Classifier(80, 192, CLASSES)
        train(incoming, self.rows("train_new"), self.seed, **settings)
        return teacher, incoming

    def spec(self):
        return {"kind": "banking77", "known": f"label < {OLD_CLASSES}"}

    def baseline(self, teacher, incoming, seed):
        """PCT focal on rows of old classes, the new ones of probability 0: 3c of the README."""
        both = self.rows("historical").and_also(self.rows("train_new"))
        told = torch.softmax(logits(teacher, both), 1)
        known = both.labels < OLD_CLASSES
        focus = known.float() * (1 + 5 * (told.argmax(1) == both.labels).float())

        def loss(answers, labels, index):
            soft = told[index]
            student = torch.log_softmax(answers, 1)[:, :OLD_CLASSES]
            apart = (torch.xlogy(soft, soft) - soft * student).sum(1)
            rows = known[index].sum().clamp(min=1)
            return labelled(answers, labels) + (focus[index] * apart).sum() / rows

        student = Classifier(80, 192, CLASSES)
        student.load_state_dict(incoming.state_dict())
        return train(student, both, seed, epochs=12, rate=0.002, batch=64, loss=loss)


def make(shared, out, name):
    folder = out / "data" / name
    folder.mkdir(parents=True, exist_ok=True)
    case = (MovieTweetings if name in CUTS else Banking)(shared, folder, name)
    case.write()
    teacher, incoming = case.models()
    old, new = case.rows("holdout_old"), case.rows("holdout_new")
    save(teacher, folder / "old_model.pt", old)
    save(incoming, folder / "incoming_model.pt", old)
    found = []
    for seed in SEEDS:
        student = case.baseline(teacher, incoming, seed)
        found.append(scores(teacher, student, old))
        print(name, "PCT", seed, found[-1], "new", scores(teacher, student, new), flush=True)
    baseline = {what: float(numpy.mean([one[what] for one in found])) for what in found[0]}
    document = {**case.spec(), "baseline": baseline}
    (folder / "case.json").write_text(json.dumps(document, indent=1) + "\n")
    for who, model in (("teacher", teacher), ("incoming", incoming)):
        parts = ("train_old", "train_new", "holdout_old", "holdout_new")
        right = {part: scores(teacher, model, case.rows(part))["accuracy"] for part in parts}
        print(name, who, {part: round(value, 2) for part, value in right.items()}, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=pathlib.Path, required=True, help="folder with data/")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for the cases")
    names = [*CUTS, *SPLITS]
    parser.add_argument("--cases", nargs="+", choices=names, default=names, help="only these")
    chosen = parser.parse_args()
    # Adam's moments of ids that are seldom seen become so small that arithmetic is slow.
    torch.set_flush_denormal(True)
    for name in chosen.cases:
        make(chosen.shared.resolve(), chosen.out.resolve(), name)


if __name__ == "__main__":
    main()
