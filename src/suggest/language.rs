//! Which language an article is in.

use smol_str::SmolStr;

/// Returns the ISO 639-1 code of the language of `text`, or "" when it cannot be told.
/// Only the first 8 kB are looked at.
#[must_use]
pub fn detect(text: &str) -> SmolStr {
    let head = text.get(..text.floor_char_boundary(8192)).unwrap_or(text);
    let Some(guess) = whatlang::detect(head) else { return SmolStr::default() };
    if !guess.is_reliable() && head.split_whitespace().count() < 8 {
        return SmolStr::default();
    }
    SmolStr::new_static(iso_639_1(guess.lang()))
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn iso_639_1(language: whatlang::Lang) -> &'static str {
    use whatlang::Lang;
    match language {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bel => "be",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Cat => "ca",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "no",
        Lang::Fin => "fi",
        Lang::Est => "et",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Slv => "sl",
        Lang::Mkd => "mk",
        Lang::Ell => "el",
        Lang::Tur => "tr",
        Lang::Aze => "az",
        Lang::Uzb => "uz",
        Lang::Tuk => "tk",
        Lang::Kat => "ka",
        Lang::Hye => "hy",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Mar => "mr",
        Lang::Guj => "gu",
        Lang::Pan => "pa",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Kan => "kn",
        Lang::Mal => "ml",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Tha => "th",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Tgl => "tl",
        Lang::Amh => "am",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn languages_of_articles() {
        assert_eq!(detect("The minister said on Tuesday that the talks would go on in the capital."), "en");
        assert_eq!(detect("Министр заявил во вторник, что переговоры будут продолжены в столице."), "ru");
        assert_eq!(detect("1234 5678"), "");
    }
}
