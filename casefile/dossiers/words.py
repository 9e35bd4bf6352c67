"""Every fixed word the dossier prints, in English, marked for translation.

The template holds no words of its own: it prints `view.words`. Placeholders look as everywhere, `%(n)s`;
the template fills them. Text in the language of the dossier comes from `words(gettext)`.
"""

from collections.abc import Callable


def N_(message: str) -> str:  # noqa: N802 - the name that extraction looks for
    """Mark a message for extraction; it is translated when the dossier is built."""
    return message


MSGIDS: dict[str, str] = {
    # cover
    "dossier": N_("Dossier"),
    "edition": N_("Version %(n)s"),
    "case": N_("Case"),
    "theme": N_("Theme"),
    "classification": N_("Classification"),
    "as_of": N_("As of"),
    "utc": N_("%(time)s (UTC)"),
    "forum": N_("Target forum"),
    "standard": N_("Target standard of proof"),
    "authors": N_("Authors (by role code)"),
    "recipient": N_("Recipient"),
    "purpose": N_("Purpose"),
    "legal_basis": N_("Legal basis"),
    "presumption": N_("Presumption of innocence"),
    "consent": N_("Consent"),
    "kind_internal": N_("Internal dossier"),
    "kind_partner": N_("Dossier for a partner"),
    "contents": N_("Contents"),
    # running header and footer
    "running_number": N_("%(number)s, version %(n)s"),
    "page_of": N_("Page %(n)s of %(total)s"),
    "page": N_("p. %(n)s"),
    # chapters
    "ch_method": N_("How to read this dossier"),
    "ch_parties": N_("Parties"),
    "ch_chronology": N_("Chronology"),
    "ch_charges": N_("Charges"),
    "ch_gaps": N_("What is missing"),
    "ch_exhibits": N_("Exhibit list"),
    "ch_custody": N_("Custody record"),
    "ch_manifest": N_("Hash manifest"),
    "ch_integrity": N_("Method and integrity"),
    # 1 method
    "read_citations": N_(
        "Every statement of fact is followed by the exhibit and the place in it that support it. An exhibit "
        "number leads to the exhibit list; the exhibit list leads to the custody record and says on which "
        "pages "
        "the exhibit is cited."
    ),
    "read_both": N_(
        "Material that supports an element and material that undermines it stand side by side, in full and "
        "with "
        "equal weight. Where nothing is linked, this is said."
    ),
    "read_people": N_(
        "Witnesses, staff and custodians appear by code only. Officials are named; naming an official is no "
        "finding of responsibility."
    ),
    "read_dates": N_(
        "Dates are given in words as they are known. Below them stand the earliest and the latest possible "
        "day."
    ),
    "read_language": N_("Titles, names and quotations stay in the language in which they were recorded."),
    "terms": N_("Words used for levels and statuses"),
    "changes": N_("Changes since the last version"),
    # 2 parties
    "officials": N_("Officials"),
    "witnesses": N_("Witnesses"),
    "team": N_("Team"),
    "name_hanja": N_("Hanja"),
    "other_names": N_("Other spellings"),
    "designation": N_("Designation"),
    "post": N_("Post"),
    "organisation": N_("Organisation"),
    "period": N_("Period"),
    "sources": N_("Sources"),
    "code": N_("Code"),
    "roles": N_("Roles"),
    "role": N_("Role"),
    "protection": N_("Protection"),
    "none_officials": N_("No official is recorded."),
    "none_posts": N_("No post is recorded."),
    "none_witnesses": N_("No witness is recorded."),
    "none_team": N_("No team member is recorded."),
    # 3 chronology
    "when": N_("When"),
    "incident": N_("Incident"),
    "place": N_("Place"),
    "bounds": N_("%(earliest)s to %(latest)s"),
    "victims": N_("Victims: %(range)s (source: %(source)s)"),
    "victims_no_source": N_("Victims: %(range)s (no source recorded)"),
    "persons": N_("Persons: %(codes)s"),
    "status_is": N_("Status: %(status)s"),
    "no_source": N_("No source is cited."),
    "none_chronology": N_("No incident is recorded."),
    # 4 charges
    "legal_basis_charge": N_("Provision"),
    "law_version": N_("Law and version"),
    "charge_places": N_("Places"),
    "modes": N_("Mode of liability"),
    "incidents": N_("Incidents"),
    "status": N_("Status"),
    "charge_text": N_("Charge"),
    "elements": N_("Elements"),
    "element": N_("Element"),
    "supporting": N_("Supporting"),
    "undermining": N_("Undermining"),
    "level_is": N_("Assessed: %(level)s"),
    "not_assessed": N_("Not assessed."),
    "no_evidence": N_("No evidence linked."),
    "none_charges": N_("No charge is drafted."),
    "none_elements": N_("No element is listed."),
    "none_incidents": N_("None"),
    # 5 gaps
    "gaps_note": N_("Work product. Not part of any dossier that leaves the office."),
    "gap": N_("Gap"),
    "about": N_("About"),
    "next_step": N_("Next step"),
    "owner": N_("Owner"),
    "due": N_("Due"),
    "none_gaps": N_("No gap is open."),
    # 6 exhibits
    "number": N_("No."),
    "exhibit": N_("Exhibit"),
    "cited_at": N_("Cited at"),
    "not_cited": N_("Not cited"),
    "kind": N_("Kind"),
    "date": N_("Date"),
    "source": N_("Source"),
    "registration": N_("Registration number"),
    "integrity": N_("Status and integrity"),
    "sha_short": N_("SHA-256 begins %(digest)s"),
    "sha256": N_("SHA-256"),
    "bytes": N_("%(n)s bytes"),
    "custody_at": N_("Custody record: p. %(page)s"),
    "exhibits_note": N_("The full SHA-256 of each exhibit is in the hash manifest."),
    "none_exhibits": N_("No exhibit is listed."),
    # 7 custody
    "custody_note": N_(
        "Times are in UTC. Entries are never changed; a mistake is corrected by a further entry."
    ),
    "time": N_("Time"),
    "event": N_("Entry"),
    "by": N_("By"),
    "reason": N_("Reason"),
    "hash_result": N_("Hash check"),
    "none_custody": N_("No custody entry is recorded."),
    # 8 manifest
    "manifest_note": N_(
        "The same list is attached to this file under the name %(file)s. With the exhibits in one folder, "
        "each "
        "named by its number, the list can be checked as the last chapter describes."
    ),
    "size_bytes": N_("Bytes"),
    # 9 integrity
    "verify": N_("How to verify without this software"),
    "verify_file": N_("Print the SHA-256 of this file and compare it with the one given on delivery:"),
    "verify_list": N_("Take the list of hashes out of this file:"),
    "verify_exhibits": N_("Check all exhibits against the list:"),
    "made_with": N_("Made with"),
    "made_how": N_(
        "The file is written from a frozen copy of the case data by a fixed template. The same copy gives "
        "the "
        "same bytes. It follows PDF/A-3a for archiving and PDF/UA-1 for accessibility."
    ),
    "replaced": N_("Characters shown by number"),
    "replaced_note": N_(
        "These characters occur in the records but cannot be printed, or would change the order of the text. "
        "Each is shown by its Unicode number in brackets; the records keep the character itself."
    ),
    "none_replaced": N_("No character had to be replaced."),
    "shown_as": N_("Shown as"),
    "unicode_name": N_("Unicode name"),
    "unnamed": N_("no name"),
    "end": N_("End of the dossier"),
}


def words(translate: Callable[[str], str]) -> dict[str, str]:
    """Return every fixed word in one language; `translate` is gettext under the dossier's locale."""
    return {key: translate(msgid) for key, msgid in MSGIDS.items()}
