from casefile.core.access import Role
from tests.factories.base import a_case, a_member, a_user


def test_case_page(make, client_for, queries):
    case = make(a_case)
    member = make(a_member, case, Role.COORDINATOR)
    stranger = make(a_user)
    queries.clear()
    r = client_for(member).get(f"/cases/{case.id}")
    print(r.status_code, r.text[:3000])
    print(*queries, sep="\n---\n")
    assert r.status_code == 200
    assert client_for(stranger).get(f"/cases/{case.id}").status_code == 404
    r = client_for(member).post(f"/cases/{case.id}/edit", data={"title": ""})
    assert r.status_code == 422


def test_edit(make, client_for):
    case = make(a_case)
    member = make(a_member, case, Role.COORDINATOR)
    r = client_for(member).post(f"/cases/{case.id}/edit", data={"title": ""})
    print(r.headers, r.text[:1500])
    assert r.status_code == 422
