"""Identities in a finished text: every form, across lines and scripts, and nothing by chance."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.people.rules.spelled import Document, forms_of

IDENTITY = {"name_hangul": "뢰까나리\n김수", "name_latin": "Roe Kkanari", "birth": "born 1931-07-03",
            "contacts": "+82-10-5557-4821 kkanari@finch.example", "documents": "M55574821"}
FORMS = forms_of(IDENTITY)


@pytest.mark.parametrize("text", [
    "said 뢰까나리는 that", unicodedata.normalize("NFD", "뢰까나리"), "뢰까\n나리", "KKANARI, Roe",
    "Roe Kka-\nnari", "roe kkanari",
    "on 3 July 1931", "1931. 07. 03.", "1931년 7월 3일", "03/07/1931", "010 5557 4821", "Kkanari@Finch.example",
    "passport M 5557 4821", "met 김수 there"])
def test_every_form_is_found(text):
    assert Document.of(f"A statement. {text} More of it.").names(FORMS)


@pytest.mark.parametrize("text", [
    "in July 1931", "1931", "Roe", "W-48270 saw 30 others", "김수로왕의 무덤", "5557", "a canary",
    "3a7f55574821b0c9 is a fingerprint", ""])
def test_what_only_looks_like_it_is_not(text):
    assert not Document.of(f"A statement. {text} More of it.").names(FORMS)


def test_an_official_of_the_same_name_may_be_named():
    document = Document.of("Kim Ri-hwan commanded the unit. Born 1931-07-03.")
    assert not document.names(forms_of({"name_latin": "Kim Ri-hwan"}), ["Kim Ri-hwan"])
    assert document.names(forms_of({"name_latin": "Kim Ri-hwan", "birth": "1931-07-03"}), ["Kim Ri-hwan"])
    assert not document.names(forms_of({"name_latin": "Kim", "birth": "1931", "contacts": None}))


@settings(max_examples=60)
@given(st.text(max_size=30), st.sampled_from(["뢰까나리", "Roe Kkanari", "1931-07-03", "M55574821"]),
       st.text(max_size=30))
def test_a_form_is_found_between_any_words(before: str, form: str, after: str):
    assert Document.of(f"{before}\n {form} \n{after}").names(FORMS)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(sorted(IDENTITY)), st.text(max_size=40)), st.text(max_size=60))
def test_no_identity_and_no_text_breaks_the_search(identity: dict[str, str], text: str):
    Document.of(text).names(forms_of(identity))
