import pytest

from casefile.accounts.rules import PasswordFault, normal, password_fault, safe_next


@pytest.mark.parametrize(("password", "fault"), [
    ("short", PasswordFault.TOO_SHORT),
    ("가나다라마바사아자차카타파하", PasswordFault.TOO_SHORT),
    ("x" * 257, PasswordFault.TOO_LONG),
    ("aaaaaaaaaaaaaaaaaa", PasswordFault.COMMON),
    ("123456789012345", PasswordFault.COMMON),
    ("casefilecasefile!", PasswordFault.CONTEXT),
    ("yoonhaeunyoonhaeun", PasswordFault.CONTEXT),
    ("seven quiet herons at dusk", None),
    ("조용한 왜가리 일곱 마리가 저녁에", None),
])
def test_passwords(password, fault):
    assert password_fault(password, "yoonhaeun@example.org") is fault


def test_composed_and_decomposed_hangul_are_one_password():
    assert normal("\u1100\u1161") == normal("가")


@pytest.mark.parametrize("evil", [None, "", "https://evil", "//evil", "/\\evil", "/\t/evil", "javascript:x", "/a b",
                                  "/\x00", "\\\\evil", "/x\\y", "evil"])
def test_next_never_leads_elsewhere(evil):
    assert safe_next(evil) == "/"


def test_next_keeps_page_and_filters():
    assert safe_next("/cases/?stage=intake&page=2") == "/cases/?stage=intake&page=2"
