"""Files that are no documents: each gives one clear finding, in bounded time and memory."""

import os
import struct
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.readers.files import NAMES, W, docx, p, part_of, pdf, with_part, zipped
from throughline.engine.findings import Finding, Severity
from throughline.readers.document import Unreadable, read_file, read_source
from throughline.readers.document.limits import MAX_FILE_BYTES, MAX_TEXT_CHARACTERS, MAX_ZIP_ENTRIES

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
GOOD = docx(p("Some text") * 50)


def refusal(data: bytes, name: str = "a.docx") -> Finding:
    began = time.perf_counter()
    with pytest.raises(Unreadable) as refused:
        read_source(data, name)
    assert time.perf_counter() - began < 10
    finding = refused.value.finding
    assert finding.severity is Severity.ERROR
    assert name in finding.message
    assert finding.message.endswith(".")
    assert ": " in finding.message
    return finding


def xml_document(xml: str) -> bytes:
    return with_part(GOOD, "word/document.xml", xml.encode())


def body(content: str, prolog: str = "") -> str:
    return f"<?xml version='1.0'?>{prolog}<w:document {NAMES}><w:body>{content}</w:body></w:document>"


def lying_zip() -> bytes:
    """An archive whose directory says that a part is small, while it unpacks to far more than it says."""
    archive = bytearray(with_part(GOOD, "word/document.xml", b" " * 150_000_000))
    place = archive.rfind(b"PK\x01\x02", 0, archive.find(b"word/document.xml", archive.find(b"PK\x01\x02")))
    archive[place + 24 : place + 28] = struct.pack("<I", 1000)
    return bytes(archive)


LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9))
    + "]>"
)

CASES = {
    "empty": (b"", "DOC-EMPTY"),
    "blank": (b" \n\0\n ", "DOC-EMPTY"),
    "binary Word": (OLE + "WordDocument".encode("utf-16-le"), "DOC-BINARY-DOC"),
    "locked docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "DOC-ENCRYPTED"),
    "old workbook": (OLE + "Workbook".encode("utf-16-le"), "DOC-SPREADSHEET"),
    "other OLE": (OLE, "DOC-FORMAT"),
    "workbook": (zipped({"xl/workbook.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "DOC-SPREADSHEET"),
    "plain zip": (zipped({"a.txt": "x"}), "DOC-FORMAT"),
    "zip in a zip": (zipped({"a.docx": GOOD}), "DOC-FORMAT"),
    "slides": (zipped({"ppt/presentation.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "DOC-FORMAT"),
    "empty zip": (zipped({}), "DOC-FORMAT"),
    "rich text": (b"{\\rtf1 hello}", "DOC-FORMAT"),
    "WordPerfect": (b"\xffWPC\x10\0\0\0", "DOC-FORMAT"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "DOC-FORMAT"),
    "other xml": (b"<?xml version='1.0'?><iati-activities/>", "DOC-FORMAT"),
    "broken pdf": (b"%PDF-1.7\nnothing", "DOC-DAMAGED"),
    "no body": (xml_document(f"<w:document xmlns:w='{W}'/>"), "DOC-DAMAGED"),
    "broken xml": (xml_document(body("<w:p>")), "DOC-DAMAGED"),
    "entities": (xml_document(body("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS)), "DOC-ENTITIES"),
    "outside entity": (
        xml_document(body("", "<!DOCTYPE x [<!ENTITY i SYSTEM 'file:///etc/hostname'>]>")),
        "DOC-ENTITIES",
    ),
    "outside type": (xml_document(body("", "<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'>")), "DOC-ENTITIES"),
    "deep": (xml_document(body("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000)), "DOC-DEPTH"),
    "dense": (with_part(GOOD, "word/document.xml", body(" " * 90_000_000).encode()), "DOC-BOMB"),
    "lying": (lying_zip(), "DOC-TRUNCATED"),
    "crowded": (zipped({f"{i}": "" for i in range(MAX_ZIP_ENTRIES + 1)}), "DOC-BOMB"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_no_document_gives_one_clear_finding(name: str) -> None:
    data, code = CASES[name]
    assert refusal(data).code == code


def test_entities_in_akoma_ntoso_are_refused_in_any_encoding() -> None:
    text = "<?xml version='1.0' encoding='{}'?><!DOCTYPE akomaNtoso [<!ENTITY a 'b'>]><akomaNtoso>&a;</akomaNtoso>"
    for encoding in ("utf-8", "utf-16"):
        assert refusal(text.format(encoding).encode(encoding), "a.xml").code == "DOC-ENTITIES"


def test_a_locked_part_is_said_to_be_locked() -> None:
    archive = bytearray(GOOD)
    place = archive.find(b"PK\x01\x02")
    while place >= 0:
        archive[place + 8] |= 1
        place = archive.find(b"PK\x01\x02", place + 4)
    assert refusal(bytes(archive)).code == "DOC-ENCRYPTED"


def test_a_locked_pdf_is_said_to_be_locked() -> None:
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" + b"o" * 32 + b") /U (" + b"u" * 32 + b") >>"
    data = pdf([(100, 700, 10, "secret")]).replace(b"/Root 1 0 R", b"/Root 1 0 R " + encrypt + b" /ID [(a) (b)]")
    assert refusal(data, "a.pdf").code == "DOC-ENCRYPTED"


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9, 0.99])
def test_a_docx_that_was_cut_is_said_to_be_cut(share: float) -> None:
    assert refusal(GOOD[: int(len(GOOD) * share)]).code == "DOC-TRUNCATED"


def test_a_docx_whose_bytes_were_changed_is_said_to_be_damaged() -> None:
    place = GOOD.find(b"word/document.xml") + 60
    assert refusal(GOOD[:place] + b"\0\0\0\0\0\0" + GOOD[place + 6 :]).code == "DOC-TRUNCATED"


def test_a_hundred_megabytes_of_text_are_refused_at_once() -> None:
    line = b"The Assembly decides to remain seized of the matter;\n"
    finding = refusal(line * (100_000_000 // len(line)), "a.txt")
    assert finding.code == "DOC-SIZE"
    assert refusal(b"\n" * 1_000_000 + b"x", "a.txt").code == "DOC-SIZE"
    assert refusal(b"x" * (MAX_TEXT_CHARACTERS + 1), "a.txt").code == "DOC-SIZE"


def test_a_hundred_megabytes_of_markup_are_refused_at_once() -> None:
    assert refusal(b"<html><body>" + b"<p>x</p>" * 12_000_000, "a.html").code == "DOC-SIZE"
    assert refusal(b"<akomaNtoso>" + b"<p>x</p>" * 12_000_000 + b"</akomaNtoso>", "a.xml").code == "DOC-SIZE"


def test_much_text_in_a_small_archive_is_refused() -> None:
    words = "".join(f"{number * 7919 % 1_000_003} " for number in range(1500))
    noise = "".join(f"<w:p><w:r><w:t>{number} {words}</w:t></w:r></w:p>" for number in range(2200))
    assert refusal(xml_document(body(noise))).code == "DOC-SIZE"


def test_a_csv_is_known_by_its_name() -> None:
    assert refusal(b"a,b\n1,2\n", "a.csv").code == "DOC-SPREADSHEET"


def test_a_file_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.docx"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(Unreadable) as refused:
        read_file(path)
    assert refused.value.finding.code == "DOC-SIZE"


def test_a_folder_a_missing_file_and_a_pipe_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    codes = {}
    for name in (".", "missing.docx", "pipe", "a\0b"):
        with pytest.raises(Unreadable) as refused:
            read_file(tmp_path / name)
        codes[name] = refused.value.finding.code
    assert codes == {".": "DOC-FOLDER", "missing.docx": "DOC-MISSING", "pipe": "DOC-MISSING", "a\0b": "DOC-MISSING"}


def test_a_file_is_read_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(GOOD)
    assert read_file(path).file == str(path)
    assert read_file(path).lines[0].text == "Some text"


def test_parts_that_nobody_reads_cannot_harm() -> None:
    buffer = BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/embeddings/inner.docx", GOOD)
        archive.writestr("word/media/picture.png", b"\0" * 200_000_000)
    assert read_source(buffer.getvalue(), "a.docx").lines[0].text == "Some text"
    assert part_of(GOOD, "word/document.xml").startswith(b"<?xml")
