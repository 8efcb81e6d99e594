"""What files are called and what they are, by their bytes."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.attachments.formats import LOCKED, recognise
from services.chassis.attachments.judging import Arrived, form_of, judge_arrival
from services.law.breach import Breach
from services.law.files import LONGEST_NAME, USUAL_FORMATS, clean_file_name, extension_of
from tests.reserve.files import OFFICE, SAMPLES, compound, pdf, zipped


def forms(content: bytes) -> tuple[str, ...]:
    return recognise(io.BytesIO(content))


@given(st.text(max_size=400) | st.text(max_size=300).map(lambda t: f"{t}.pdf"))
def test_a_cleaned_name_is_a_bare_name_that_can_be_shown_and_stays_as_it_is(written):
    name = clean_file_name(written)
    if isinstance(name, Breach):
        assert name.code == "FILE_NAME_INVALID"
        return
    assert 0 < len(name) <= LONGEST_NAME
    assert not set('/\\<>:"|?*') & set(name)
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in name)
    assert name == name.strip(" .")
    name.encode()
    assert extension_of(name)
    assert clean_file_name(name) == name


@given(st.text(alphabet=st.characters(categories=["Lo", "Lu", "Ll", "Nd"]), min_size=1, max_size=400))
def test_a_long_name_is_shortened_and_keeps_its_extension(stem):
    name = clean_file_name(f"{stem}.pdf")
    assert isinstance(name, str)
    assert name.endswith(".pdf")
    assert len(name) == min(LONGEST_NAME, len(unicodedata.normalize("NFC", stem)) + 4) or name.startswith("_")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("批复.pdf", "批复.pdf"),
        ("C:\\资料\\批复.pdf", "批复.pdf"),
        ("../../../批复.pdf", "批复.pdf"),
        ("a\u0000b\u0007.pdf", "ab.pdf"),
        ("\u202e可研\u200b.pdf", "可研.pdf"),
        ("可研 \t 批复.pdf", "可研 批复.pdf"),
        ("NUL.pdf", "_NUL.pdf"),
        ("a<b>:c.pdf", "a_b__c.pdf"),
        ("批复.pdf ..", "批复.pdf"),
        ("x" * 196 + ".pdf", "x" * 196 + ".pdf"),
        ("x" * 197 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_are_cleaned(written, kept):
    assert clean_file_name(written) == kept


@pytest.mark.parametrize("written", ["", ".", "批复", ".pdf", "批复.", "/", "a.extension-too-long", "..", "\u200b.pdf"])
def test_a_name_without_stem_or_extension_is_none(written):
    assert clean_file_name(written).code == "FILE_NAME_INVALID"


@pytest.mark.parametrize("name", SAMPLES)
def test_every_allowed_file_is_recognised_and_agrees_with_its_extension(name):
    arrived = Arrived(size=len(SAMPLES[name]), sm3="", forms=forms(SAMPLES[name]))
    assert judge_arrival(name, arrived, None, USUAL_FORMATS) == []
    assert form_of(name, arrived.forms, USUAL_FORMATS) is not None


def test_every_format_has_a_sample():
    told = {form_of(name, forms(content), USUAL_FORMATS).code for name, content in SAMPLES.items()}
    assert told == {f.code for f in USUAL_FORMATS}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("照片.jpg", pdf(), "FILE_CONTENT_DIFFERS"),
        ("方案.zip", SAMPLES["方案.docx"], "FILE_CONTENT_DIFFERS"),
        ("方案.docx", SAMPLES["资料.zip"], "FILE_CONTENT_DIFFERS"),
        ("方案.docx", zipped("word/document.xml"), "FILE_CONTENT_DIFFERS"),
        ("方案.xls", SAMPLES["方案.doc"], "FILE_CONTENT_DIFFERS"),
        ("方案.docx", SAMPLES["方案.docx"][:-10], "FILE_CONTENT_UNKNOWN"),
        ("方案.docx", compound("EncryptedPackage"), "FILE_LOCKED"),
        ("程序.pdf", b"MZ\x90\x00", "FILE_CONTENT_UNKNOWN"),
        ("网页.pdf", b"<html>%PDF-", "FILE_CONTENT_UNKNOWN"),
        ("空白.doc", compound(), "FILE_CONTENT_UNKNOWN"),
        ("程序.exe", b"MZ\x90\x00", "FILE_FORMAT_NOT_ALLOWED"),
        ("网页.html", b"<html>", "FILE_FORMAT_NOT_ALLOWED"),
        ("空的.pdf", b"", "FILE_EMPTY"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name, content, code):
    breaches = judge_arrival(name, Arrived(size=len(content), sm3="", forms=forms(content)), None, USUAL_FORMATS)
    assert [b.code for b in breaches] == [code]


def test_a_promised_digest_has_to_agree_and_all_faults_are_told_at_once():
    arrived = Arrived(size=0, sm3="ab", forms=())
    assert [b.code for b in judge_arrival("空.exe", arrived, "cd", USUAL_FORMATS)] == [
        "FILE_FORMAT_NOT_ALLOWED",
        "FILE_EMPTY",
        "FILE_DIGEST_DIFFERS",
    ]
    good = Arrived(size=9, sm3="ab", forms=("PDF",))
    assert judge_arrival("批复.pdf", good, " AB ", USUAL_FORMATS) == []


@given(st.binary(max_size=300))
def test_whatever_comes_in_is_judged_and_breaks_nothing(content):
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"):
        assert set(forms(start + content)) <= {f.code for f in USUAL_FORMATS} | {LOCKED}


def test_a_zip_is_looked_into_wherever_its_document_lies():
    assert forms(zipped("a", OFFICE, "b/c", "xl/workbook.xml")) == ("XLSX",)
