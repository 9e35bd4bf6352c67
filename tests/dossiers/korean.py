"""The fixed words in Korean, as the layout is looked at in both languages."""

KOREAN = {
    "dossier": "종합 기록",
    "edition": "제%(n)s판",
    "case": "사건",
    "theme": "주제",
    "classification": "보안 등급",
    "as_of": "기준 시각",
    "utc": "%(time)s (UTC)",
    "forum": "목표 관할",
    "standard": "목표 증명 기준",
    "authors": "작성자(역할 코드)",
    "recipient": "수신",
    "purpose": "목적",
    "legal_basis": "법적 근거",
    "presumption": "무죄 추정",
    "consent": "동의",
    "kind_internal": "내부 종합 기록",
    "kind_partner": "협력 기관용 종합 기록",
    "contents": "차례",
    "running_number": "%(number)s, 제%(n)s판",
    "page_of": "%(n)s / %(total)s쪽",
    "page": "%(n)s쪽",
    "ch_method": "이 기록을 읽는 법",
    "ch_parties": "관계자",
    "ch_chronology": "경과",
    "ch_charges": "혐의",
    "ch_gaps": "미비점",
    "ch_exhibits": "증거 목록",
    "ch_custody": "보관 이력",
    "ch_manifest": "해시 목록",
    "ch_integrity": "방법과 무결성",
    "read_citations": (
        "사실에 관한 모든 서술 뒤에는 이를 뒷받침하는 증거 번호와 그 안의 위치를 적는다. 증거 번호는 증거 "
        "목록으로 "
        "이어지고, 증거 목록은 보관 이력으로 이어지며 그 증거가 인용된 쪽을 알려 준다."
    ),
    "read_both": (
        "요건을 뒷받침하는 자료와 약화하는 자료를 같은 비중으로 나란히 모두 적는다. 연결된 자료가 없으면 "
        "없다고 적는다."
    ),
    "read_people": (
        "증인, 담당자, 보관자는 코드로만 적는다. 책임자는 이름을 적으며, 이름을 적는 것은 책임의 인정이 "
        "아니다."
    ),
    "read_dates": "날짜는 알려진 대로 말로 적고, 그 아래에 가능한 가장 이른 날과 가장 늦은 날을 적는다.",
    "read_language": "제목, 이름, 인용문은 기록된 언어 그대로 둔다.",
    "terms": "단계와 상태를 나타내는 말",
    "changes": "이전 판 이후의 변경",
    "officials": "책임자",
    "witnesses": "증인",
    "team": "담당자",
    "name_hanja": "한자",
    "other_names": "다른 표기",
    "designation": "지위",
    "post": "직위",
    "organisation": "기관",
    "period": "기간",
    "sources": "출처",
    "code": "코드",
    "roles": "역할",
    "role": "역할",
    "protection": "보호",
    "none_officials": "기록된 책임자가 없다.",
    "none_posts": "기록된 직위가 없다.",
    "none_witnesses": "기록된 증인이 없다.",
    "none_team": "기록된 담당자가 없다.",
    "when": "일시",
    "incident": "사안",
    "place": "장소",
    "bounds": "%(earliest)s ~ %(latest)s",
    "victims": "피해자: %(range)s (출처: %(source)s)",
    "victims_no_source": "피해자: %(range)s (기록된 출처 없음)",
    "persons": "관련자: %(codes)s",
    "status_is": "상태: %(status)s",
    "no_source": "인용된 출처가 없다.",
    "none_chronology": "기록된 사안이 없다.",
    "legal_basis_charge": "조항",
    "law_version": "적용 법규와 판",
    "charge_places": "장소",
    "modes": "책임 형태",
    "incidents": "사안",
    "status": "상태",
    "charge_text": "혐의 내용",
    "elements": "구성요건",
    "element": "요건",
    "supporting": "뒷받침하는 증거",
    "undermining": "약화하는 증거",
    "level_is": "평가: %(level)s",
    "not_assessed": "평가하지 않음.",
    "no_evidence": "연결된 증거 없음.",
    "none_charges": "작성된 혐의가 없다.",
    "none_elements": "열거된 요건이 없다.",
    "none_incidents": "없음",
    "gaps_note": "내부 작업 자료. 밖으로 나가는 기록에는 넣지 않는다.",
    "gap": "미비점",
    "about": "대상",
    "next_step": "다음 조치",
    "owner": "담당",
    "due": "기한",
    "none_gaps": "남은 미비점이 없다.",
    "number": "번호",
    "exhibit": "증거",
    "cited_at": "인용된 쪽",
    "not_cited": "인용되지 않음",
    "kind": "종류",
    "date": "날짜",
    "source": "출처",
    "registration": "등록 번호",
    "integrity": "상태와 무결성",
    "sha_short": "SHA-256 앞부분 %(digest)s",
    "sha256": "SHA-256",
    "bytes": "%(n)s바이트",
    "custody_at": "보관 이력: %(page)s쪽",
    "exhibits_note": "각 증거의 SHA-256 전체는 해시 목록에 있다.",
    "none_exhibits": "열거된 증거가 없다.",
    "custody_note": "시각은 UTC이다. 항목은 고치지 않으며, 잘못은 새 항목으로 바로잡는다.",
    "time": "시각",
    "event": "항목",
    "by": "담당",
    "reason": "사유",
    "hash_result": "해시 확인",
    "none_custody": "기록된 보관 항목이 없다.",
    "manifest_note": (
        "같은 목록이 %(file)s 이름으로 이 파일에 첨부되어 있다. 각 증거를 번호 이름으로 한 폴더에 두면 "
        ""
        "마지막 장의 방법으로 확인할 수 있다."
    ),
    "size_bytes": "바이트",
    "verify": "이 소프트웨어 없이 확인하는 법",
    "verify_file": "이 파일의 SHA-256을 출력하여 전달받은 값과 비교한다.",
    "verify_list": "이 파일에서 해시 목록을 꺼낸다.",
    "verify_exhibits": "모든 증거를 목록과 대조한다.",
    "made_with": "작성 도구",
    "made_how": (
        "이 파일은 고정된 사건 자료의 사본을 정해진 서식으로 조판한 것이다. 같은 사본에서는 같은 바이트가 "
        "나온다. "
        "장기 보존 표준 PDF/A-3a와 접근성 표준 PDF/UA-1을 따른다."
    ),
    "replaced": "번호로 표시한 문자",
    "replaced_note": (
        "다음 문자는 기록에는 있으나 인쇄할 수 없거나 글의 순서를 바꾼다. 각 문자는 대괄호 안의 유니코드 "
        "번호로 "
        "표시하며, 기록에는 원래 문자가 남아 있다."
    ),
    "none_replaced": "번호로 표시한 문자가 없다.",
    "shown_as": "표시",
    "unicode_name": "유니코드 이름",
    "unnamed": "이름 없음",
    "end": "종합 기록 끝",
}

# Invented: the title of a case, of an incident, and a statement, with long compounds that must not be cut.
KOREAN_RECORDS = (
    "에프9 시설의 강제 노동",
    "작업 할당량 인상",
    (
        "수용자들은 무장 경비 아래에서 임금 없이 매일 정해진 할당량을 채워야 하였다. 2006년 봄부터 "
        "가을까지 할당량은 두 차례 "
        "인상되었으며, 할당량을 채우지 못한 수용자에게는 식량 배급이 감축되었다. 구속영장을 제시받은 "
        "사람은 없었다고 한다."
    ),
)
