"""Words for working copies: what kind a file is, why it could not be read, what should be known of it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from casefile.accounts.labels import JOB, JOB_ERROR, JOB_STEP
from casefile.core.jobs import Job
from casefile.evidence.copies import ReadingState

STATE = {
    ReadingState.WAITING: _l("Waiting to be read"),
    ReadingState.READING: _l("Working copies are being made"),
    ReadingState.DONE: _l("Working copies made"),
    ReadingState.FAILED: _l("Cannot be read"),
}
# Reason -> what happened, what is kept, what can be done.
PROBLEM: dict[str, Any] = {
    "bomb": _l("The file unpacks to far more than its size. It was not unpacked; the original is kept as it is."),
    "changed": _l("The stored file is not what was received. Nothing was made of it. Press “Check now”."),
    "crashed": _l("The reader broke on this file and was stopped. The original is kept as it is."),
    "damaged": _l("The file is damaged or cut off. What could be read is shown; the original is kept as it is."),
    "embedded": _l("Another object of the same program lies here; it has no file of its own."),
    "empty": _l("Empty file: it has 0 bytes. It is kept as it is; there is nothing in it to read."),
    "encrypted": _l("The file is locked by a password. The original is kept; register an unlocked copy beside it."),
    "memory": _l("The file needs more memory than the reader may use. The original is kept as it is."),
    "missing": _l("The stored file is missing. Press “Check now”, so that the alert is raised."),
    "not_a_file": _l("This is a link or a device and no file. It is never followed."),
    "ocr_time": _l("Reading the text of this page took too long. The picture is shown without text."),
    "old_format": _l("This older format cannot be read here. Register a PDF of it as a derivative."),
    "time": _l("Reading took longer than is allowed and was stopped. The original is kept as it is."),
    "too_large": _l("The file is larger than the reader takes in. The original is kept and can be opened."),
    "too_many": _l("More lies inside than can be listed. What is listed is only the beginning."),
    "too_many_pixels": _l("The picture is larger than can be drawn. The original is kept as it is."),
    "too_much": _l("The reader wrote more than it may and was stopped. The original is kept as it is."),
    "too_much_text": _l("There is more text than can be shown. What is shown is only the beginning."),
    "unconfined": _l("This machine cannot confine the reader, so nothing was read. Tell an administrator."),
    "unexpected": _l("Something went wrong that the application did not expect. Try again."),
    "unknown_kind": _l("No reader for this kind of file. The original is kept and can be opened."),
}
# Why a file was not registered although all of it had come.
REFUSED: dict[str, Any] = {
    "mismatch": _l("The file changed on its way: the fingerprints differ. It was not registered; send it again."),
    "incomplete": _l("The file was cut off on its way. Nothing of it was stored; send it again."),
    "damaged": _l("The store holds a damaged copy of this very file. Nothing was changed; tell the administrator to "
                  "run “casefile verify”."),
    "not_allowed": _l("You are no longer on the team of this case. The file was not registered."),
}
NOTE: dict[str, Any] = {
    "polyglot": _l("The file can also be read as another kind of file: it may have been made to deceive."),
    "active": _l("The file holds scripts. They were not run, and are not shown."),
    "ending": _l("The ending of the file’s name promises another kind of file than its content is."),
}
# What files say of themselves.
TOLD: dict[str, Any] = {
    "taken": _l("Taken"), "digitised": _l("Digitised"), "sent": _l("Sent"), "created": _l("Created"),
    "modified": _l("Changed"), "author": _l("Author"), "changed_by": _l("Changed by"), "recipient": _l("Recipient"),
    "title": _l("Title"), "program": _l("Program"), "producer": _l("Producer"), "camera_make": _l("Camera make"),
    "camera_model": _l("Camera model"), "zone": _l("Time zone"), "latitude": _l("Latitude"),
    "longitude": _l("Longitude"), "encoding": _l("Encoding"), "seconds": _l("Length in seconds"),
    "message_id": _l("Message ID"), "width": _l("Width"), "height": _l("Height"),
}
DISAGREES = {"date": _l("The date inside the file is not the one that was given"),
             "place": _l("The place inside the file is far from an incident it is about")}

JOB.update({Job.READ_ITEM: _l("Reading of an item of evidence"), Job.COPY_PAGES: _l("Pages of an item of evidence"),
            Job.TAKE_OUT: _l("Taking parts out of an item of evidence")})
JOB_STEP.update({"reading_file": _l("Reading the file"), "making_pages": _l("Making the pages"),
                 "taking_out": _l("Taking the parts out")})
JOB_ERROR.update(PROBLEM)
