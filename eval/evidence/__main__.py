"""Makes and checks labelled evidence; docs/evidence.md tells how.

python -m eval.evidence candidates DRAFT.jsonl --library LIB
python -m eval.evidence bind DRAFT.jsonl LABELS.txt --library LIB --out FILE
python -m eval.evidence check FILES --library LIB
python -m eval.evidence score FILES --library LIB [--casebook COMMAND ...]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.evidence.asking import ask_build
from eval.evidence.bind import bind, read_labels
from eval.evidence.candidates import candidates
from eval.evidence.check import troubles
from eval.evidence.counts import report
from eval.evidence.drafts import TEMPTS, Draft, load_drafts, named_cuts
from eval.evidence.kept import keep, shown_before
from eval.evidence.model import load, write
from eval.evidence.score import score, summarise
from eval.evidence.second import EVERY, compare, drawn
from eval.evidence.seed import load_any
from eval.evidence.sentences import Cut, Cuts
from index.engine import Index
from ingest.errors import CasebookError
from ingest.library import Library
from ingest.settings import load_settings


def show(drafts: Path, folder: Path, only: Sequence[str] = ()) -> None:
    """Prints each draft question with its numbered candidates, and keeps what was shown."""
    library = Library.open(folder)
    cuts = Cuts(library)
    shown: dict[str, list[Cut]] = {}
    with Index.open(library, load_settings(library=folder)) as index:
        index.sync()
        for draft in load_drafts(drafts):
            if not only or draft.id in only:
                shown[draft.id] = candidates(draft, cuts, index)
                print("\n".join(_lines(draft, shown[draft.id], cuts)))
    keep(drafts, shown)


def _lines(draft: Draft, shown: Sequence[Cut], cuts: Cuts) -> list[str]:
    named = {cut.key: "other!" if says == TEMPTS else says for cut, says in named_cuts(draft, cuts)}
    lines = [f"\n{draft.id} [{draft.why or draft.kind}] {draft.question}"]
    several = len(draft.scope) > 1
    for number, cut in enumerate(shown, start=1):
        mark = f"[{named[cut.key]}] " if cut.key in named else ""
        source = f"{cut.source} " if several else ""
        lines.append(f"{number:3} {mark}({source}{cut.unit.label or cut.unit.kind}) {' '.join(cut.text.split())}")
    return lines


def bound(drafts: Path, labels: Path, folder: Path, out: Path) -> None:
    """Writes the labelled questions; a draft without a line of labels is left out and told."""
    cuts = Cuts(Library.open(folder))
    shown, said = shown_before(drafts, cuts), read_labels(labels)
    every = load_drafts(drafts)
    ready = [draft for draft in every if draft.id in said and draft.id in shown]
    write(out, [bind(draft, shown[draft.id], said[draft.id], cuts) for draft in ready])
    left = [draft.id for draft in every if draft not in ready]
    print(f"{len(ready)} questions written" + (f"; not labelled: {', '.join(left)}" if left else ""))


def checked(files: Sequence[Path], folder: Path) -> int:
    """Prints what is wrong and the counts; returns 1 where something is."""
    questions = [question for file in files for question in load(file)]
    wrong = troubles(questions, Cuts(Library.open(folder)))
    print("\n".join((*wrong, report(questions))))
    return 1 if wrong else 0


def blind(files: Sequence[Path], folder: Path, every: int) -> None:
    """Prints one question in `every` with its sentences and without their labels, for a second reader."""
    cuts = Cuts(Library.open(folder))
    for question in drawn([question for file in files for question in load(file)], every):
        print(f"\n{question.id} {question.question}")
        for number, each in enumerate(question.sentences, start=1):
            cut = cuts.by_key.get((each.unit, each.digest))
            text = " ".join(cut.text.split()) if cut else "(lost: see check)"
            print(f"{number:3} ({each.label or each.unit}) {text}")


def agreed(files: Sequence[Path], labels: Path) -> None:
    """Prints how far a second reader's labels agree with those of the files."""
    found = compare([question for file in files for question in load(file)], read_labels(labels))
    print(f"{found.questions} questions, {found.sentences} sentences read twice; Cohen's kappa:")
    print(
        f"says {found.says:.2f}, says or part {found.answering:.2f}, denies {found.denies:.2f}, "
        f"all labels {found.labels:.2f}; whether a question has an answer {found.answered:.2f}"
    )
    print("\n".join(f"says by one only: {each}" for each in found.differing))


def scored(files: Sequence[Path], folder: Path, commands: Sequence[str]) -> None:
    """Prints how each build answers: all questions, then the unanswerable by why they are."""
    cuts = Cuts(Library.open(folder))
    questions = [question for file in files for question in load_any(file, cuts)]
    ids = {source: review.id for source, review in cuts.reviews.items()}
    texts = {key: cut.text for key, cut in cuts.by_key.items()}
    for command in commands:
        replies = ask_build(command, folder, questions, ids)
        rows = {question.id: score(question, replies[question.id], texts) for question in questions}
        whys = {question.id: question.why for question in questions}
        print(json.dumps({"build": command, "questions": len(rows), **summarise(list(rows.values()))}))
        for why in sorted(set(filter(None, whys.values()))):
            of_why = [row for key, row in rows.items() if whys[key] == why]
            print(json.dumps({"why": why, "questions": len(of_why), **summarise(of_why)}))


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    shows = commands.add_parser("candidates", help="print the sentences to label for each draft question")
    shows.add_argument("drafts", type=Path)
    shows.add_argument("--only", nargs="*", default=[], help="ids of the questions to show")
    binds = commands.add_parser("bind", help="write the labelled questions of drafts and labels")
    binds.add_argument("drafts", type=Path)
    binds.add_argument("labels", type=Path)
    binds.add_argument("--out", type=Path, required=True)
    checks = commands.add_parser("check", help="check labelled questions against a library, and count them")
    checks.add_argument("files", type=Path, nargs="+")
    blinds = commands.add_parser("blind", help="print some questions without their labels, for a second reader")
    blinds.add_argument("files", type=Path, nargs="+")
    blinds.add_argument("--every", type=int, default=EVERY, help="one question in so many")
    agrees = commands.add_parser("agree", help="how far a second reader's labels agree")
    agrees.add_argument("files", type=Path, nargs="+")
    agrees.add_argument("--labels", type=Path, required=True)
    scores = commands.add_parser("score", help="ask labelled questions, of this build or of several")
    scores.add_argument("files", type=Path, nargs="+")
    scores.add_argument("--casebook", nargs="+", default=[_here()], help="commands of the builds to ask")
    for each in (shows, binds, checks, blinds, scores):
        each.add_argument("--library", type=Path, required=True)
    return parser.parse_args()


def _here() -> str:
    """The command of this installation."""
    return str(Path(sys.executable).with_name("casebook"))


def run(given: argparse.Namespace) -> int:
    """Runs one command; returns the exit status."""
    match given.command:
        case "candidates":
            show(given.drafts, given.library, given.only)
        case "bind":
            bound(given.drafts, given.labels, given.library, given.out)
        case "score":
            scored(given.files, given.library, given.casebook)
        case "blind":
            blind(given.files, given.library, given.every)
        case "agree":
            agreed(given.files, given.labels)
        case _:
            return checked(given.files, given.library)
    return 0


def main() -> None:
    """Runs one command; an error that a person can mend is told in a sentence."""
    given = arguments()
    try:
        sys.exit(run(given))
    except CasebookError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
