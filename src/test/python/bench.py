"""The plain Python loop that the benchmark compares bckd with.

Reads one request a line from stdin, as JSON, and answers one line of JSON. Started by
dev.bckd.bench.Bench, which says what is compared in docs/performance.md.
"""

import json
import math
import sys
import time

import duckdb
import numpy as np
import torch
import torch.nn.functional as F

NUMPY = {"float32": np.float32, "int64": np.int64}


def softened(logits, temperature):
    return F.log_softmax(logits / temperature, 1)


def cross_entropy(logits, labels):
    """Each row's; one logit a row is a binary task."""
    if logits.shape[1] == 1:
        return F.binary_cross_entropy_with_logits(logits[:, 0], labels.float(), reduction="none")
    return F.cross_entropy(logits, labels, reduction="none")


def divergence(logits, target, temperature):
    """Each row's T^2 KL(target || logits)."""
    if logits.shape[1] == 1:
        z, t = logits[:, 0] / temperature, target[:, 0] / temperature
        p = torch.sigmoid(t)
        kl = p * (F.logsigmoid(t) - F.logsigmoid(z)) + (1 - p) * (F.logsigmoid(-t) - F.logsigmoid(-z))
    else:
        kl = F.kl_div(
            softened(logits, temperature), softened(target, temperature), reduction="none", log_target=True
        ).sum(1)
    return temperature**2 * kl


def load(path, frozen):
    module = torch.jit.load(path).eval()
    if frozen:
        for parameter in module.parameters():
            parameter.requires_grad_(False)
    return module


def logits(answer):
    return answer[0] if isinstance(answer, tuple) else answer


class Steps:
    """A training that goes on from request to request."""

    def __init__(self, request):
        self.module = load(request["incoming"], False)
        self.teacher = load(request["teacher"], True)
        self.frozen = load(request["incoming"], True)
        self.optimizer = torch.optim.Adam(self.module.parameters(), lr=request["rate"], fused=True)
        self.inputs = [array(i) for i in request["inputs"]]
        self.labels = array(request["labels"])
        self.cached = array(request["answers"])
        self.batch = request["batch"]
        self.both = request["both"]
        self.sum = torch.zeros(())

    def run(self, steps):
        for _ in range(steps):
            rows = torch.randint(len(self.labels), (self.batch,))
            inputs = [i[rows] for i in self.inputs]
            labels = self.labels[rows]
            self.optimizer.zero_grad()
            answer = logits(self.module(*inputs))
            loss = cross_entropy(answer, labels).mean()
            if self.both:
                with torch.no_grad():
                    teacher = logits(self.teacher(*inputs))
                    incoming = logits(self.frozen(*inputs))
                loss = loss + 2 * divergence(answer, teacher, 4).mean()
                loss = loss + divergence(answer, incoming, 4).mean()
            else:
                loss = loss + 2 * divergence(answer, self.cached[rows], 4).mean()
            loss.backward()
            self.optimizer.step()
            self.sum += loss.detach()
        if not math.isfinite(self.sum.item()):
            raise ValueError("the loss is not finite")


class Scoring:
    def __init__(self, request):
        self.module = load(request["incoming"], True)
        self.inputs = [np.fromfile(i["file"], NUMPY[i["type"]]).reshape(i["shape"]) for i in request["inputs"]]
        self.batch = request["batch"]

    def run(self, times):
        for _ in range(times):
            with torch.no_grad():
                logits(self.module(*[torch.from_numpy(i[: self.batch]) for i in self.inputs])).numpy()


class Table:
    """Steps over one large embedding table."""

    def __init__(self, request):
        self.module = load(request["incoming"], False)
        self.optimizer = torch.optim.Adam(self.module.parameters(), lr=0.01, fused=True)
        self.rows, self.batch = request["rows"], request["batch"]

    def run(self, steps):
        for _ in range(steps):
            self.optimizer.zero_grad()
            self.module(torch.randint(self.rows, (self.batch,))).backward()
            self.optimizer.step()


def read(file, width):
    """The rows of a Parquet file: history, item and real inputs, and labels."""
    numbers = duckdb.sql(f"select item_id, label from '{file}'").fetchnumpy()
    hist = duckdb.sql(f"select unnest(hist) as x from '{file}'").fetchnumpy()["x"]
    dense = duckdb.sql(f"select unnest(dense) as x from '{file}'").fetchnumpy()["x"]
    return (
        torch.from_numpy(hist.astype(np.int64).reshape(-1, width)),
        torch.from_numpy(numbers["item_id"].astype(np.int64)),
        torch.from_numpy(dense.astype(np.float32).reshape(len(numbers["label"]), -1)),
        torch.from_numpy(numbers["label"].astype(np.int64)),
    )


class Upgrade:
    """One whole upgrade: read, train with the teacher asked in every step, save."""

    def __init__(self, request):
        self.request = request

    def run(self, _):
        request = self.request
        parts = [read(file, request["width"]) for file in request["files"]]
        hist, item, dense, labels = (torch.cat(column) for column in zip(*parts))
        teacher, module = load(request["teacher"], True), load(request["incoming"], False)
        optimizer = torch.optim.Adam(module.parameters(), lr=request["rate"], fused=True)
        rows, batch = len(labels), request["batch"]
        steps = request["epochs"] * -(-rows // batch)
        fall = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
        for _ in range(request["epochs"]):
            for some in torch.randperm(rows).split(batch):
                inputs, right_answer = (hist[some], item[some], dense[some]), labels[some]
                known = item[some] <= request["knows"]
                with torch.no_grad():
                    old = logits(teacher(*inputs))
                right = known & ((old[:, 0] > 0) == (right_answer == 1))
                weight = known * (1.0 + 5.0 * right)
                optimizer.zero_grad()
                answer = logits(module(*inputs))
                kl = (divergence(answer, old, 4) * weight).sum() / weight.sum().clamp_min(1e-12)
                (cross_entropy(answer, right_answer).mean() + 2 * kl).backward()
                optimizer.step()
                fall.step()
        torch.jit.save(module, request["student"])


def array(request):
    values = np.fromfile(request["file"], NUMPY[request["type"]]).reshape(request["shape"])
    return torch.from_numpy(values)


class Bootstrap:
    """The percentile interval of a mean, rows drawn with replacement."""

    def __init__(self, request):
        self.values = array(request["values"]).numpy().astype(np.float64)
        self.replicates = request["replicates"]

    def run(self, times):
        n = len(self.values)
        for _ in range(times):
            rng = np.random.default_rng(1)
            means = [self.values[rng.integers(0, n, n)].mean() for _ in range(self.replicates)]
            self.low, self.high = np.percentile(means, [2.5, 97.5])

    def result(self):
        return {"low": self.low, "high": self.high}


WORK = {"steps": Steps, "scoring": Scoring, "table": Table, "upgrade": Upgrade, "bootstrap": Bootstrap}


def main():
    torch.set_num_threads(int(sys.argv[1]))
    open_work = {}
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        if request["do"] == "versions":
            answer = {
                "python": sys.version.split()[0],
                "torch": torch.__version__,
                "duckdb": duckdb.__version__,
                "threads": torch.get_num_threads(),
            }
        elif request["do"] == "open":
            open_work[request["name"]] = WORK[request["work"]](request)
        elif request["do"] == "run":
            start, processor = time.perf_counter(), time.process_time()
            open_work[request["name"]].run(request["times"])
            answer = {"seconds": time.perf_counter() - start, "processor": time.process_time() - processor}
        elif request["do"] == "result":
            answer = open_work[request["name"]].result()
        elif request["do"] == "close":
            open_work.clear()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
