"""Sources as newsrooms give them, small and valid: the readers' tests read them, the hostile ones spoil them."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import zipfile
import zlib

import docx as docx_library
import odfdo
import pyarrow
import pyarrow.parquet

LEAD = "Le médiateur africain a reçu mardi les deux délégations à Lomé, selon un communiqué."
NEXT = "Une nouvelle rencontre est prévue vendredi à Genève, a déclaré le ministre des Affaires étrangères."
BODY = f"<p>{LEAD}</p><p>{NEXT}</p>"

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>La Gazette</title><link>https://gazette.example/</link><language>fr-FR</language>
<item><title>Reprise à Lomé</title><link>https://gazette.example/lome.html</link><guid>g-1</guid>
<pubDate>Fri, 21 Jan 2022 23:30:00 +0100</pubDate><description>Court.</description>
<content:encoded><![CDATA[{BODY}<script>var x=1;</script>]]></content:encoded></item>
<item><title>Un sommet à Niamey</title><link>https://gazette.example/2022/01/20/niamey.html</link>
<description>Le sommet aura lieu &amp;agrave; Niamey, a dit un diplomate.</description></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Fil</title><id>urn:f</id>
<updated>2022-01-22T00:00:00Z</updated>
<entry><id>urn:uuid:1</id><title type="html">Reprise &lt;i>à Lomé&lt;/i></title><link href="https://fil.example/a"/>
<published>2022-01-21T23:30:00-05:00</published><updated>2022-01-23T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content></entry>
<entry><id>urn:uuid:2</id><title>Sans date</title><updated>2022-01-23T10:00:00Z</updated>
<summary>{LEAD}</summary></entry>
</feed>"""

RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Ancien</title></channel>
<item rdf:about="https://ancien.example/1"><title>Lomé</title><link>https://ancien.example/1</link>
<description>{LEAD}</description><dc:date>2022-01-21T10:00:00+01:00</dc:date></item></rdf:RDF>"""

NEWSML = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:newsml:agence.example:20220121:LOME" version="3" xml:lang="fr">
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:AGX"><name>Agence X</name></provider>
<versionCreated>2022-01-21T23:30:00+01:00</versionCreated><firstCreated>2022-01-21T20:00:00+01:00</firstCreated>
<pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><headline>Reprise à Lomé</headline><language tag="fr-FR"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>non</title></head><body>{BODY}</body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:newsml:agence.example:20220121:PHOTO" version="1"><itemMeta><itemClass qcode="ninat:picture"/>
</itemMeta></newsItem></itemSet></newsMessage>"""

NINJS = {
    "uri": "urn:agence.example:20220121:1",
    "type": "text",
    "language": "fr",
    "versioncreated": "2022-01-21T23:30:00+01:00",
    "pubstatus": "usable",
    "provider": "Agence Y",
    "headline": "Reprise à Lomé",
    "body_html": BODY,
}
NINJS_2 = {
    "uri": "urn:agence.example:20220121:2",
    "type": "text",
    "language": "fr",
    "versioncreated": "2022-01-21T23:30:00+01:00",
    "provider": {"name": "Agence Y"},
    "headlines": [{"role": "main", "value": "Reprise à Lomé"}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": BODY}],
}


def message(*, subject: str = "=?utf-8?q?Reprise_=C3=A0_Lom=C3=A9?=", identity: str = "<1@gazette.example>") -> bytes:
    """A newsletter with a plain part and an HTML part, in ISO 8859-1 and UTF-8."""
    plain = f"{LEAD}\n\n{NEXT}\n".encode("latin-1")
    head = (
        f"From: La Gazette <lettre@gazette.example>\nTo: moi@example.org\nSubject: {subject}\nMessage-ID: {identity}\n"
        "Date: Fri, 21 Jan 2022 23:30:00 +0100\nMIME-Version: 1.0\nContent-Language: fr\n"
        'Content-Type: multipart/alternative; boundary="b"\n\n'
    )
    first = b"--b\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n" + plain
    second = f"--b\nContent-Type: text/html; charset=utf-8\n\n<html><body>{BODY}</body></html>\n--b--\n".encode()
    return head.encode() + first + second


def mailbox() -> bytes:
    """Two newsletters as an mbox."""
    first, second = message(), message(identity="<2@gazette.example>", subject="Suite")
    mark = b"From lettre@gazette.example Fri Jan 21 23:30:00 2022\n"
    return mark + first + b"\n" + mark + second.replace(b"Le m", b"Hier, le m") + b"\n"


def page(body: str = BODY) -> str:
    """A saved page that tells its day and outlet."""
    words = "".join(f"<p>{LEAD} ({n})</p>" for n in range(4))
    head = '<meta property="article:published_time" content="2022-01-21T23:30:00+01:00">'
    head += '<meta property="og:site_name" content="La Gazette">'
    head = f"<!doctype html><html lang='fr'><head><title>Lomé</title>{head}</head>"
    return f"{head}<body><article>{body}{words}</article></body></html>"


def warc_record(
    uri: str, content: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = ""
) -> bytes:
    """One response as an archive keeps it."""
    http = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(content)}\r\n\r\n".encode() + content
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2022-02-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(uri.encode()):032x}>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc(*, packed: bool = False) -> bytes:
    """An archive of a page, a page compressed on its way, an image and a page that was not found."""
    records = [
        warc_record("https://gazette.example/a.html", page().encode()),
        warc_record(
            "https://gazette.example/b.html",
            gzip.compress(page("<p>Suite.</p>").encode(), mtime=0),
            more="Content-Encoding: gzip\r\n",
        ),
        warc_record("https://gazette.example/i.png", b"\x89PNG....", kind="image/png"),
        warc_record("https://gazette.example/c.html", page().encode(), status="404 Not Found"),
    ]
    return b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)


def pdf(*pages: str) -> bytes:
    """A PDF of text pages, lines as given."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for text in pages or (f"{LEAD}\n{NEXT}",):
        lines = [
            line.encode("cp1252", "replace").decode("latin-1").replace("(", r"\(").replace(")", r"\)")
            for line in text.split("\n")
        ]
        stream = "BT /F1 11 Tf 50 800 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F1 {font} >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{held}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return out


def docx() -> bytes:
    """A Word document with a title property, two paragraphs and a table."""
    document = docx_library.Document()
    document.core_properties.title = "Reprise à Lomé"
    document.core_properties.language = "fr-FR"
    document.add_paragraph(LEAD)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Lomé", "mardi"
    document.add_paragraph(NEXT)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), {})


def odt() -> bytes:
    """An OpenDocument text of two paragraphs."""
    document = odfdo.Document("text")
    document.body.clear()
    document.meta.title = "Reprise à Lomé"
    for words in (LEAD, NEXT):
        document.body.append(odfdo.Paragraph(words))
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), {})


def parquet() -> bytes:
    """Two rows with the columns of our field map."""
    table = pyarrow.table(
        {
            "text": [LEAD, NEXT],
            "title": ["Reprise à Lomé", None],
            "uri": ["https://gazette.example/a", "https://gazette.example/b"],
            "published": [datetime.date(2022, 1, 21), None],
            "outlet": ["La Gazette", "La Gazette"],
        }
    )
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out)
    return out.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A ZIP archive of `members`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name), data, packing)
    return out.getvalue()


def repack(data: bytes, changes: dict[str, bytes]) -> bytes:
    """A ZIP archive with some of its members replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return archive({name: file.read(name) for name in file.namelist()} | changes)


VALID = {
    "feed.rss": RSS.encode(),
    "feed.atom": ATOM.encode(),
    "old.rdf": RDF.encode(),
    "agency.xml": NEWSML.encode(),
    "item.json": json.dumps(NINJS).encode(),
    "item2.json": json.dumps([NINJS_2]).encode(),
    "letter.eml": message(),
    "letters.mbox": mailbox(),
    "web.warc": warc(),
    "web.warc.gz": warc(packed=True),
    "note.pdf": pdf(),
    "note.docx": docx(),
    "note.odt": odt(),
    "rows.parquet": parquet(),
    "page.html": page().encode(),
    "note.txt": f" date 2022-01-21 {LEAD}\n\n{NEXT}".encode(),
    "rows.jsonl": "".join(json.dumps({"text": words}) + "\n" for words in (LEAD, NEXT)).encode(),
}
"""One file of each form that is read, by name."""
