//! Where words end. Most scripts tell by their spaces (UAX #29); Chinese, Japanese, Thai, Lao, Khmer and Burmese write
//! none, and take a dictionary or a small network.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use unicode_segmentation::UnicodeSegmentation as _;

/// Splits a text at the ends of its words. What stands between words comes back too, each with its offset.
#[must_use]
pub fn pieces(text: &str) -> Vec<(usize, &str)> {
    if !text.chars().any(is_unspaced) {
        return text.split_word_bound_indices().collect();
    }
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let ends: Vec<_> = segmenter.segment_str(text).collect();
    let pairs = ends.iter().zip(ends.iter().skip(1));
    pairs.filter_map(|(start, end)| Some((*start, text.get(*start..*end)?))).collect()
}

/// Says whether a character belongs to a script that writes words without spaces between them.
#[must_use]
pub fn is_unspaced(char: char) -> bool {
    matches!(u32::from(char),
        0xe00..=0xeff          // Thai, Lao
        | 0x1000..=0x109f      // Burmese
        | 0x1780..=0x17ff      // Khmer
        | 0x3040..=0x30ff      // kana
        | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff // Han
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(pieces(text).into_iter().map(|(_, piece)| piece).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn words_end_as_their_script_has_it() {
        check("He left, twice.", &["He", " ", "left", ",", " ", "twice", "."]);
        check("中国外交部发言人表示", &["中国", "外交部", "发言", "人", "表示"]);
        check("ประเทศไทยพร้อม", &["ประเทศ", "ไทย", "พร้อม"]);
        check("東京で会談した。", &["東京", "で", "会談", "した", "。"]);
        check("", &[]);
    }

    #[test]
    fn pieces_make_up_the_text() {
        for text in ["NATO说：“保持克制”。 Done", "กล่าวว่า 12% ของ OPEC", "ខ្មែរ ລາວ မြန်မာ"]
        {
            let whole: String = pieces(text).into_iter().map(|(_, piece)| piece).collect();
            assert_eq!(whole, text);
            assert!(pieces(text).iter().all(|(at, piece)| text[*at..].starts_with(piece)));
        }
    }
}
