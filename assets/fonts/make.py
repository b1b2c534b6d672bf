#!/usr/bin/env python3
"""Makes the bundled faces from the npm packages @expo-google-fonts/literata 0.4.3 and
@expo-google-fonts/inter 0.4.2 (`npm pack`, unpacked): python3 make.py LITERATA_DIR INTER_DIR OUT_DIR.
Needs fonttools. Keeps Latin, Greek, Cyrillic and signs, and the features that a shaper turns on by itself."""
import math
import sys

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FEATURES = "kern mark mkmk ccmp locl liga clig calt rlig case tnum onum lnum sups subs frac numr dnom ordn".split()
RANGES = [
    (0x20, 0x52F), (0x1AB0, 0x1AFF), (0x1C80, 0x1C8F), (0x1E00, 0x1FFF), (0x2000, 0x23FF), (0x25A0, 0x27BF),
    (0x2B00, 0x2BFF), (0xA69F, 0xA69F), (0xA720, 0xA7FF), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
]
LITERATA = {
    "Literata-Regular": "400Regular/Literata_400Regular.ttf",
    "Literata-Italic": "400Regular_Italic/Literata_400Regular_Italic.ttf",
    "Literata-Bold": "700Bold/Literata_700Bold.ttf",
    "Literata-BoldItalic": "700Bold_Italic/Literata_700Bold_Italic.ttf",
}
INTER = {"Inter-Regular": "400Regular/Inter_400Regular.ttf", "Inter-SemiBold": "600SemiBold/Inter_600SemiBold.ttf"}
MIDDLE = 745  # half of Inter's capital height


def cut(font, what):
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 11, 13, 14, 16, 17]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for a, b in RANGES for c in range(a, b + 1)])
    subsetter.subset(font)
    names = font["name"]
    names.setName(f"{names.getDebugName(5)}; {what}", 5, 3, 1, 0x409)


def encode(font, code, glyph):
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = glyph


def add(font, code, draw, width):
    name = f"glossator{code:04X}"
    pen = TTGlyphPen(None)
    draw(pen)
    glyph = pen.glyph()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)
    encode(font, code, name)


def at(cx, cy, radius, angle):
    return round(cx + radius * math.cos(angle)), round(cy + radius * math.sin(angle))


def arc(pen, cx, cy, radius, start, end, pieces=8):
    start, step = math.radians(start), math.radians(end - start) / pieces
    for i in range(pieces):
        middle = start + step * (i + 0.5)
        pen.qCurveTo(at(cx, cy, radius / math.cos(step / 2), middle), at(cx, cy, radius, start + step * (i + 1)))


def ring(pen, cx, cy, radius, turn):
    pen.moveTo((cx + radius, cy))
    arc(pen, cx, cy, radius, 0, turn)
    pen.closePath()


def shape(pen, points):
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def right(pen):
    shape(pen, [(330, MIDDLE + 380), (980, MIDDLE), (330, MIDDLE - 380)])


def down(pen):
    shape(pen, [(270, MIDDLE + 300), (1030, MIDDLE + 300), (650, MIDDLE - 350)])


def cross(pen):
    d, r = round(75 * math.sqrt(2)), 420
    quarter = [(0, d), (r, r + d), (r + d, r), (d, 0), (r + d, -r), (r, -r - d)]
    shape(pen, [(700 + s * x, MIDDLE + s * y) for s in (1, -1) for x, y in quarter])


def half(pen):
    ring(pen, 936, MIDDLE, 768, -360)
    ring(pen, 936, MIDDLE, 594, 360)
    pen.moveTo((936, MIDDLE - 680))
    arc(pen, 936, MIDDLE, 680, -90, -270)
    pen.closePath()


def moon(pen):
    cx, outer, bite, inner = 720, 600, 980, 500
    d = bite - cx
    x = (d * d + outer**2 - inner**2) / (2 * d)
    y = math.sqrt(outer**2 - x * x)
    a, b = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(y, x - d))
    pen.moveTo((round(cx + x), round(MIDDLE - y)))
    arc(pen, cx, MIDDLE, outer, -a, a - 360)
    arc(pen, bite, MIDDLE, inner, b, 360 - b)
    pen.closePath()


def lens(pen):
    cx, cy, w = 680, MIDDLE + 110, 70
    ring(pen, cx, cy, 440, -360)
    ring(pen, cx, cy, 320, 360)
    s = math.sqrt(0.5)
    near, far = 360 * s, 900 * s
    corners = [(near - w * s, -near - w * s), (near + w * s, -near + w * s), (far + w * s, -far + w * s), (far - w * s, -far - w * s)]
    shape(pen, [(round(cx + x), round(cy + y)) for x, y in corners])


def replacement(font):
    glyphs = font.getGlyphSet()
    question = glyphs[font.getBestCmap()[ord("?")]]
    outline = DecomposingRecordingPen(glyphs)
    question.draw(outline)

    def draw(pen):
        shape(pen, [(1000, MIDDLE + 980), (1980, MIDDLE), (1000, MIDDLE - 980), (20, MIDDLE)])
        k = 0.8
        outline.replay(TransformPen(ReverseContourPen(pen), (k, 0, 0, k, 1000 - question.width * k / 2, MIDDLE * (1 - k))))

    return draw


def main(literata, inter, out):
    for name, path in LITERATA.items():
        font = TTFont(f"{literata}/{path}")
        encode(font, 0x2011, font.getBestCmap()[ord("-")])
        cut(font, "subset for Glossator, U+2011 added")
        font.save(f"{out}/{name}.ttf")
    for name, path in INTER.items():
        font = TTFont(f"{inter}/{path}")
        signs = [(0x25B8, right, 1300), (0x25BE, down, 1300), (0x2715, cross, 1400), (0x25D0, half, 1872)]
        signs += [(0x263E, moon, 1500), (0x2315, lens, 1500), (0xFFFD, replacement(font), 2000)]
        for code, draw, width in signs:
            add(font, code, draw, width)
        cut(font, "subset for Glossator, seven signs added")
        font.save(f"{out}/{name}.ttf")


if __name__ == "__main__":
    main(*sys.argv[1:])
