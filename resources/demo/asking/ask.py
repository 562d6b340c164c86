"""One question about one picture, and the ways to choose among questions so that no answer is worth guessing."""

import collections
from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    image: str
    question: str
    answer: str
    kind: str  # the family that tables are made by
    template: str  # the question with its names left open: what a guesser may know

    def row(self):
        return {"question": self.question, "answers": [self.answer], "kind": self.kind}


def shuffled(choice, items):
    """A new list in an order that the seed gives."""
    items = list(items)
    for last in range(len(items) - 1, 0, -1):
        other = choice.below(last + 1)
        items[last], items[other] = items[other], items[last]
    return items


def evenly(choice, asks, answers, each):
    """As many of every answer: `each`, or what the rarest has."""
    by_answer = collections.defaultdict(list)
    for ask in asks:
        by_answer[ask.answer].append(ask)
    number = min([each, *(len(by_answer[answer]) for answer in answers)])
    return [ask for answer in answers for ask in shuffled(choice, by_answer[answer])[:number]]


def at_most(choice, asks, each, total=None):
    """No answer more than `each` times and no more than `total` in all, the rarest answers first."""
    by_answer = collections.defaultdict(list)
    for ask in asks:
        by_answer[ask.answer].append(ask)
    left = len(asks) if total is None else total
    chosen = []
    names = sorted(by_answer, key=lambda answer: (len(by_answer[answer]), answer))
    for place, answer in enumerate(names):
        number = min(each, left // (len(names) - place), len(by_answer[answer]))
        chosen += shuffled(choice, by_answer[answer])[:number]
        left -= number
    return chosen


def exchanged(choice, names, fits, tries=300):
    """A list that gives every place another's name, each as often as in `names`; None where `fits(place, name)` finds none.

    So a name is asked about as often where it is wrong as where it is right, and says nothing of the answer.
    """
    given = shuffled(choice, names)
    for place in range(len(given)):
        if fits(place, given[place]):
            continue
        for _ in range(tries):
            other = choice.below(len(given))
            if fits(place, given[other]) and fits(other, given[place]):
                given[place], given[other] = given[other], given[place]
                break
    return [name if fits(place, name) else None for place, name in enumerate(given)]
