"""Statements about two pictures: each true of two pairs and false of two, each pair with one true and one false.

So neither the sentence alone nor the pictures alone tell more than a coin.  A unit is two statements and four pairs: two
pairs of which only the first statement is true, two of which only the second is.  Labels come from `truth` alone.
"""

from dataclasses import dataclass
from typing import Callable

PAIRS = 2  # of either sort in a unit
TRIES = 400


@dataclass(frozen=True)
class Statement:
    text: str
    truth: Callable  # (left, right) -> True, False, or None where people could differ


@dataclass
class Form:
    """Two statements that exclude each other, and where pairs for them are found."""
    one: Statement
    two: Statement
    draw: Callable  # () -> (left, right) or None


def both(test):
    return lambda left, right: combine(test(left), test(right), lambda a, b: a and b)


def neither(test):
    return lambda left, right: combine(test(left), test(right), lambda a, b: not a and not b)


def one_only(test):
    return lambda left, right: combine(test(left), test(right), lambda a, b: a != b)


def some(test):
    return lambda left, right: combine(test(left), test(right), lambda a, b: a or b)


def left_only(test):
    return lambda left, right: combine(test(left), test(right), lambda a, b: a and not b)


def right_only(test):
    return lambda left, right: combine(test(left), test(right), lambda a, b: b and not a)


def combine(one, two, rule):
    """`rule` of two facts, None where one of them is not sure."""
    return None if one is None or two is None else bool(rule(one, two))


def unit(form, used, place_of):
    """[(left, right, text, label)] of one unit, or None where not enough pairs are found.  `used` are pairs already had."""
    found = {True: [], False: []}
    here = set()
    for _ in range(TRIES):
        pair = form.draw()
        if pair is None:
            continue
        left, right = pair
        key = (place_of(left), place_of(right))
        if key[0] == key[1] or key in here or (form.one.text, *key) in used or (form.two.text, *key) in used:
            continue
        one, two = form.one.truth(left, right), form.two.truth(left, right)
        if one is None or two is None or one == two or len(found[one]) == PAIRS:
            continue
        found[one].append(key)
        here.add(key)
        if len(found[True]) == len(found[False]) == PAIRS:
            break
    else:
        return None
    rows = []
    for first_is_true, keys in found.items():
        for left, right in keys:
            for statement, label in ((form.one, first_is_true), (form.two, not first_is_true)):
                rows.append((left, right, statement.text, label))
                used.add((statement.text, left, right))
    return rows
