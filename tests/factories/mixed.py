"""Ten files as they lie in one folder of somebody who collects: every one of another kind."""

from __future__ import annotations

from tests.factories import files as made
from tests.factories.files import KOREAN

MIXED = {
    "papers/register.pdf": made.a_pdf(("First page of the register", "Second page of the register")),
    "papers/order.docx": made.a_docx(KOREAN, "second"),
    "papers/count.xlsx": made.an_xlsx(KOREAN),
    "papers/명부.hwp": made.an_hwp(KOREAN),
    "photos/gate.jpg": made.a_photo(),
    "films/gate.mp4": made.an_mp4(),
    "mail/transfer.eml": made.an_email({"list.txt": b"one, two"}),
    "web/page.wacz": made.a_wacz(),
    "packed/old.zip": made.a_zip({"a.txt": b"1"}),
    "packed/empty.log": b"",
}
