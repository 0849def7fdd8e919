"""An NLI model that the user has: a real one of two tiny layers, set to favour one label whatever it reads."""

import pytest

from app.llm import checks
from app.llm.entailment import load_entailment, softmax
from app.llm.prompt import Proposed
from index.model import Hit, ReviewCard
from ingest.errors import ModelError
from ingest.model import Unit
from ingest.settings import load_settings

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] the nurse did not record visit".split()  # noqa: SIM905
HIT = Hit(
    Unit("r:1", "r", "1", 1, "paragraph", (), None, 0, 0, "The nurse did not record the visit."),
    ReviewCard("r", "r.txt", "R", "r"),
    1.0,
)
CLAIM = Proposed("The nurse did not record the visit", (1,), "did not record the visit")


def _made(folder, labels, favoured):
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16,
        num_labels=len(labels), id2label=dict(enumerate(labels)), label2id={name: at for at, name in enumerate(labels)},
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([4.0 if name == favoured else 0.0 for name in labels]))
    model.save_pretrained(folder)
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    return load_settings(support_model=str(folder))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_claim_must_follow_from_its_passages(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    labels = ("contradiction", "entailment", "neutral")
    yes = load_entailment(_made(tmp_path / "yes", labels, "entailment"))
    no = load_entailment(_made(tmp_path / "no", labels, "neutral"))
    assert yes.chance("the nurse", "the visit") > 0.9 > 0.1 > no.chance("the nurse", "the visit")
    assert checks.failure(CLAIM, [HIT], yes) == ""
    assert checks.failure(CLAIM, [HIT], no) == "the passages it names do not say so"
    with pytest.raises(ModelError, match="entailment"):
        load_entailment(_made(tmp_path / "other", ("good", "bad"), "good"))
    missing = load_settings(support_model=str(tmp_path / "nothing-here"))
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_entailment(missing)


def test_none_is_loaded_unless_named():
    assert load_entailment(load_settings()) is None
    assert checks.failure(CLAIM, [HIT]) == ""


def test_chances_add_up():
    assert sum(softmax([1.0, 2.0, 3.0])) == pytest.approx(1)
