#!/usr/bin/env python3
"""Makes the tests' small faces: python3 make.py NOTO_DIR NOTO_SERIF_CJK.ttc NOTO_EMOJI.ttf MIXED_SCRIPTS.txt OUT_DIR.
NOTO_DIR and the CJK collection come from Debian's fonts-noto-core and fonts-noto-cjk, the emoji from the npm package
@expo-google-fonts/noto-emoji 0.4.7. Needs fonttools."""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# Frequent in news about states, armies, trade and the sea, beside what the example article uses.
HAN = """的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么
去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两
高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名
真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决
治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导
争运笔俄乌欧盟联合总统部长会议外交声明制裁冲突停火谈判协议援助军事导弹港口粮食能源石油天然边境难民选举议会媒体记者消息分析专家指责否认"""
GENERAL = " \u00a0()[],.:;!?-–—…0123456789\"'“”‘’«»"
FACES = {
    "Arabic": ("NotoNaskhArabic-Regular.ttf", [(0x600, 0x6FF), (0xFD3E, 0xFD3F)]),
    "Hebrew": ("NotoSerifHebrew-Regular.ttf", [(0x590, 0x5FF), (0xFB1D, 0xFB4F)]),
    "Devanagari": ("NotoSerifDevanagari-Regular.ttf", [(0x900, 0x97F), (0x20B9, 0x20B9)]),
    "Thai": ("NotoSerifThai-Regular.ttf", [(0xE00, 0xE7F)]),
}


def make(font, codes, name, out):
    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.layout_features = ["*"] if name != "Han" else ["kern", "locl", "ccmp"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"] if name == "Han" else []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    for record in list(font["name"].names):
        words = {1: f"Glossator Test {name}", 3: f"GlossatorTest{name}", 4: f"Glossator Test {name}", 6: f"GlossatorTest{name}"}
        if record.nameID in words:
            record.string = words[record.nameID]
    font.save(f"{out}/Test-{name}.{'otf' if 'CFF ' in font else 'ttf'}")


def main(noto, cjk, emoji, article, out):
    text = Path(article).read_text(encoding="utf-8")
    general = [ord(c) for c in GENERAL] + list(range(0x200B, 0x2010))
    for name, (file, ranges) in FACES.items():
        make(TTFont(f"{noto}/{file}"), general + [c for a, b in ranges for c in range(a, b + 1)], name, out)
    wide = [c for c in text if 0x2E80 <= ord(c) <= 0x9FFF or 0xFF00 <= ord(c) <= 0xFFEF]
    wide += [c for c in "、。〈〉《》「」『』【】，：；？！（）％" + HAN if not c.isspace()]
    make(TTFont(cjk, fontNumber=2), general + [ord(c) for c in wide], "Han", out)
    pictures = [ord(c) for c in text + "🙂👍❤⚠✅❌🇺🇳🇰🇿" if ord(c) >= 0x1F000 or 0x2600 <= ord(c) < 0x2800]
    make(TTFont(emoji), pictures + [0x200D, 0xFE0F], "Emoji", out)


if __name__ == "__main__":
    main(*sys.argv[1:])
