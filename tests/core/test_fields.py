"""Fields: what they refuse, in words."""

from enum import StrEnum

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from casefile.core.fields import Choice, Choices, Line, Prose


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"
    SECRET = "secret"


WORDS = {Colour.RED: "Red", Colour.BLUE: "Blue"}


class Paint(Form):
    name = Line("Name", required="Enter a name")
    text = Prose("Text", required="Write something")
    one = Choice("One", Colour, WORDS, required="Choose one")
    some = Choices("Some", Colour, WORDS)


GOOD = {"name": "A", "text": "B", "one": "red", "some": "blue"}


def paint(**values):
    return Paint(MultiDict({**GOOD, **values}))


@pytest.mark.parametrize("empty", ["", "   ", "\n\t ", "\u3000"])
@pytest.mark.parametrize("name", ["name", "text"])
def test_spaces_alone_are_nothing(context, name, empty):
    form = paint(**{name: empty})
    assert not form.validate()
    assert form.errors == {name: ["Enter a name" if name == "name" else "Write something"]}


def test_what_is_filled_in_passes(context):
    form = paint(name="  A  ")
    assert form.validate()
    assert form.name.data == "A"
    assert form.one.data is Colour.RED
    assert form.some.data == ["blue"]


@pytest.mark.parametrize("value", ["secret", "green"])
def test_a_value_without_a_label_cannot_be_chosen(context, value):
    assert paint(one=value).validate() is False
    assert paint(some=value).validate() is False
