"""Makes the sample articles of this folder, one a format, from the same few paragraphs of our own.

python3 make.py   (needs python-docx and matplotlib; the files are kept, so this runs only when one is to change)
"""

import gzip
import io
import json
import textwrap
import zipfile

TITLE = "Two ports, one strait"
LEAD = (
    "“The strait stays open,” said the harbour minister, Selin Arda, on Thursday. Порт Северный молчит. 😀 "
    "Her ministry would not say who pays for the pilots."
)
SECOND = (
    "Cross-border talks began in March. The envoy of the northern port, Oleg Marin, said that the fees "
    "“were agreed long ago” and accused the newspapers of inventing a quarrel."
)
HEAD = "What is at stake"
ITEMS = ["grain for four countries", "the winter fuel of the islands"]
QUOTE = "“Nobody is served by a closed strait,” the union of pilots wrote."
LAST = "A decision is expected within a week."


def zipped(name, parts):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (path, text) in enumerate(parts):
            info = zipfile.ZipInfo(path, (2025, 1, 2, 3, 4, 6))
            info.compress_type = zipfile.ZIP_STORED if number == 0 else zipfile.ZIP_DEFLATED
            archive.writestr(info, text)


def docx_file():
    import datetime

    import docx

    document = docx.Document()
    document.core_properties.title = TITLE
    document.core_properties.author = "Nora Field"
    document.core_properties.created = datetime.datetime(2025, 1, 2, 3, 4, 5)
    document.add_heading(TITLE, 0)
    paragraph = document.add_paragraph(LEAD.split("said")[0])
    paragraph.add_run("said").bold = True
    paragraph.add_run(LEAD.split("said", 1)[1])
    document.add_paragraph(SECOND)
    document.add_heading(HEAD, 2)
    for item in ITEMS:
        document.add_paragraph(item, style="List Bullet")
    document.add_paragraph(QUOTE, style="Quote")
    table = document.add_table(2, 2)
    for row, cells in enumerate([["port", "fee"], ["Arda", "12"]]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph(LAST)
    document.sections[0].header.paragraphs[0].text = "The Strait Courier"
    document.save("strait.docx")


def odt_file():
    content = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>
<text:h text:outline-level="1">{TITLE}</text:h><text:p>{LEAD}</text:p><text:p>{SECOND}<text:note text:id="n"><text:note-citation>1</text:note-citation><text:note-body><text:p>By telephone.</text:p></text:note-body></text:note></text:p>
<text:h text:outline-level="2">{HEAD}</text:h><text:list>{"".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in ITEMS)}</text:list>
<text:p text:style-name="Quotations">{QUOTE}</text:p><text:p>{LAST}</text:p></office:text></office:body></office:document-content>"""
    meta = f'<office:document-meta xmlns:office="o" xmlns:dc="d" xmlns:meta="m"><office:meta><dc:title>{TITLE}</dc:title><meta:initial-creator>Nora Field</meta:initial-creator><dc:language>en-GB</dc:language></office:meta></office:document-meta>'
    zipped("strait.odt", [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content), ("meta.xml", meta)])


def rtf_file():
    def escape(text):
        out = ""
        for char in text:
            if char in "\\{}":
                out += "\\" + char
            elif ord(char) < 128:
                out += char
            else:
                units = char.encode("utf-16-le")
                for at in range(0, len(units), 2):
                    unit = int.from_bytes(units[at : at + 2], "little", signed=True)
                    out += f"\\u{unit}?"
        return out

    body = rf"\pard\s1 {escape(TITLE)}\par\pard {escape(LEAD)}\par {escape(SECOND)}\par\pard\s2 {escape(HEAD)}\par"
    body += "".join(rf"\pard\ls1\ilvl0 {escape(item)}\par" for item in ITEMS)
    body += rf"\pard\s3 {escape(QUOTE)}\par\pard {escape(LAST)}\par"
    head = r"{\rtf1\ansi\ansicpg1251\uc1{\fonttbl{\f0 Times;}}{\stylesheet{\s1 heading 1;}{\s2 heading 2;}{\s3 Quote;}}"
    head += rf"{{\info{{\title {TITLE}}}{{\author Nora Field}}}}"
    open("strait.rtf", "w", newline="").write(head + "\r\n" + body + "}")


def pdf_file():
    import matplotlib

    matplotlib.use("pdf")
    matplotlib.rcParams.update({"pdf.fonttype": 42, "font.family": "DejaVu Sans"})
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    paragraphs = [LEAD.replace(" 😀", ""), SECOND, QUOTE, LAST] * 3
    lines = []
    for paragraph in paragraphs:
        lines += textwrap.wrap(paragraph, 44) + [None]
    pages = [lines[:34], lines[34:68], lines[68:]]
    meta = {"Title": TITLE, "Author": "Nora Field", "CreationDate": None, "Producer": None, "Creator": None}
    with PdfPages("strait.pdf", metadata=meta) as pdf:
        for number, page in enumerate(pages, 1):
            figure = Figure(figsize=(8.27, 11.69))
            figure.text(0.1, 0.96, "The Strait Courier", size=8)
            figure.text(0.5, 0.04, str(number), size=8)
            if number == 1:
                figure.text(0.1, 0.91, TITLE, size=20)
            for at, line in enumerate(page):
                if line:
                    column, row = divmod(at, 17)
                    figure.text(0.1 + 0.42 * column, 0.85 - 0.018 * row, line, size=9)
            pdf.savefig(figure)


def epub_file():
    def page(body):
        return f'<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'

    opf = f"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title><dc:creator>Nora Field</dc:creator><dc:language>en</dc:language><dc:publisher>The Strait Courier</dc:publisher></metadata>
<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/><item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/><item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
    one = page(f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p>")
    two = page(f"<h2>{HEAD}</h2><ul>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ul><blockquote>{QUOTE}</blockquote><p>{LAST}</p>")
    zipped(
        "strait.epub",
        [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'),
            ("OPS/book.opf", opf),
            ("OPS/nav.xhtml", page("<nav>Contents</nav>")),
            ("OPS/text/one.xhtml", one),
            ("OPS/text/two.xhtml", two),
        ],
    )


def mail_file():
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"] = "Нора Филд <nora@courier.example>"
    message["To"] = "desk@courier.example"
    message["Subject"] = TITLE
    message["Date"] = "Thu, 02 Jan 2025 03:04:05 +0200"
    message["Message-ID"] = "<1@courier.example>"
    wrapped = "\n\n".join("\n".join(textwrap.wrap(it, 72)) for it in [LEAD, SECOND, LAST])
    message.set_content(wrapped + "\n\n> When will it open?\n")
    message.add_attachment(b"not a picture", maintype="image", subtype="png", filename="map.png")
    message.set_boundary("strait")
    open("strait.eml", "wb").write(message.as_bytes())


def web(body):
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} - The Strait Courier</title><meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="The Strait Courier"><meta name="author" content="Nora Field"></head>
<body><nav><a href="/">Home</a> <a href="/more">More news</a></nav><article><h1>{TITLE}</h1>{body}</article><footer>All rights reserved</footer></body></html>"""


BODY = f"<p>{LEAD}</p><p>{SECOND}</p><h2>{HEAD}</h2><ul>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ul><blockquote><p>{QUOTE}</p></blockquote><p>{LAST}</p>"


def feed_files():
    import html

    entry = f"<item><title>{TITLE}</title><link>https://courier.example/1</link><pubDate>Thu, 02 Jan 2025 03:04:05 GMT</pubDate><content:encoded><![CDATA[{BODY}]]></content:encoded></item>"
    short = "<item><title>Fees agreed</title><link>https://courier.example/2</link><description>The ports agreed on fees.</description></item>"
    rss = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Strait Courier</title><link>https://courier.example</link><description>News</description><language>en</language>{entry}{short}</channel></rss>'
    open("strait.rss", "w").write(rss)
    atom = f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Strait Courier</title><id>x</id><updated>2025-01-02T03:04:05Z</updated><entry><id>1</id><title>{TITLE}</title><updated>2025-01-02T03:04:05Z</updated><author><name>Nora Field</name></author><content type="html">{html.escape(BODY)}</content></entry></feed>'
    open("strait.atom", "w").write(atom)


def warc_file():
    def record(kind, target, block, media="application/http; msgtype=response"):
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\nWARC-Date: 2025-01-02T03:04:05Z\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
        return head.encode() + block + b"\r\n\r\n"

    page = web(BODY).encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    one = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked
    two = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n" + web("".join(f"<p>Порт Северный молчит. Вот день {day} ожидания: министр говорит, что пролив открыт, а лоцманы, что он закрыт.</p>" for day in range(1, 9))).replace('<meta charset="utf-8">', "").replace("😀", "").encode("windows-1251", "replace")
    gone = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Nothing here"
    records = [
        record("warcinfo", "", b"software: none\r\n", "application/warc-fields"),
        record("response", "https://courier.example/1", one),
        record("response", "https://courier.example/2", two),
        record("response", "https://courier.example/3", gone),
    ]
    out = io.BytesIO()
    for it in records:
        out.write(gzip.compress(it, mtime=0))
    open("strait.warc.gz", "wb").write(out.getvalue())


def subtitle_files():
    words = (LEAD + " " + SECOND).split()
    chunks = [" ".join(words[at : at + 7]) for at in range(0, len(words), 7)]
    srt, vtt = "", "WEBVTT\n\n"
    for number, chunk in enumerate(chunks, 1):
        start, end = f"00:00:{2 * number:02}", f"00:00:{2 * number + 1:02}"
        srt += f"{number}\r\n{start},000 --> {end},900\r\n<i>{chunk}</i>\r\n\r\n"
        vtt += f"{start}.000 --> {end}.900\n<v {'Selin Arda' if number < 5 else 'Oleg Marin'}>{chunk}\n\n"
    open("strait.srt", "w", newline="").write(srt)
    open("strait.vtt", "w").write(vtt)


def text_files():
    import csv

    with open("strait.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "headline", "body", "outlet", "tone"])
        table.writerow(["7", TITLE, LEAD + "\r\n" + SECOND, "The Strait Courier", "calm"])
        table.writerow(["8", "Fees, again", QUOTE, "", ""])
    rows = [{"title": TITLE, "content": LEAD + "\n\n" + SECOND, "authors": ["Nora Field"]}, {"title": "Fees", "content": QUOTE}]
    open("strait.texts.jsonl", "w").write("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    open("strait.html", "w").write(web(BODY))
    open("strait.md", "w").write(f"---\nauthor: Nora Field\n---\n# {TITLE}\n\n{LEAD}\n\n{SECOND}\n\n## {HEAD}\n\n* {ITEMS[0]}\n* {ITEMS[1]}\n\n> {QUOTE}\n\n{LAST}\n")
    open("strait.windows-1251.txt", "wb").write("Порт Северный молчит. «Пролив открыт», — сказала министр.\r\n".encode("windows-1251") * 4)


for make in [docx_file, odt_file, rtf_file, pdf_file, epub_file, mail_file, feed_files, warc_file, subtitle_files, text_files]:
    make()
