"""What came out, by family and split, and what a guesser reaches who reads the question and sees no picture."""

import collections


def most_frequent(counts):
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[0][0]


def counts_of(rows):
    """{kind: {split: number}} of (split, kind)."""
    table = collections.defaultdict(collections.Counter)
    for split, kind in rows:
        table[kind][split] += 1
    return {kind: dict(sorted(found.items())) for kind, found in table.items()}


def guesser(training, key):
    """A guess for each key: the most frequent answer in training."""
    answers = collections.defaultdict(collections.Counter)
    for ask in training:
        answers[key(ask)][ask.answer] += 1
    return {name: most_frequent(found) for name, found in answers.items()}


def question_only(asks_of):
    """{'template', 'question': {kind: {split: share right}}}: by the template alone, and by the whole sentence.

    `asks_of` is {split: [Ask]}; both guess what was most frequent in 'train', the second as the first where training never
    asks the sentence.
    """
    training = asks_of.get("train", [])
    by_template = guesser(training, lambda ask: ask.template)
    by_question = guesser(training, lambda ask: ask.question)
    result = {"template": {}, "question": {}}
    for split, asks in asks_of.items():
        right = {name: collections.Counter() for name in result}
        total = collections.Counter()
        for ask in asks:
            plain = by_template.get(ask.template)
            guesses = {"template": plain, "question": by_question.get(ask.question, plain)}
            for kind in (ask.kind, "all"):
                total[kind] += 1
                for name, guess in guesses.items():
                    right[name][kind] += guess == ask.answer
        for name in result:
            for kind, number in total.items():
                result[name].setdefault(kind, {})[split] = round(right[name][kind] / number, 4)
    return result


def statement_only(rows):
    """{split: (by the text alone, by the pair alone)}: the best that anybody could do who knows all labels."""
    result = {}
    for split in dict.fromkeys(row["split"] for row in rows):
        own = [row for row in rows if row["split"] == split]
        best = []
        for key in (lambda row: row["statement"], lambda row: (row["left"], row["right"])):
            labels = collections.defaultdict(collections.Counter)
            for row in own:
                labels[key(row)][row["label"]] += 1
            best.append(round(sum(max(found.values()) for found in labels.values()) / len(own), 4))
        result[split] = {"text": best[0], "pictures": best[1]}
    return result


def as_text(title, table, splits, form="{:>9}"):
    """Rows are kinds, columns are splits."""
    lines = [title, " " * 24 + "".join(f"{split.replace('test-', '').replace('concept', 'concept'):>12}"
                                       for split in splits)]
    for kind, found in table.items():
        lines.append(f"{kind:<24}" + "".join(f"{form.format(found[split]) if split in found else '-':>12}"
                                             for split in splits))
    return "\n".join(lines)
