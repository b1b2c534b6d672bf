//! Which language an article is in.

use smol_str::SmolStr;
use whatlang::Lang;

/// The languages that can be told apart: as the detector has them, ISO 639-1, the English name.
const LANGUAGES: &[(Lang, &str, &str)] = &[
    (Lang::Eng, "en", "English"),
    (Lang::Rus, "ru", "Russian"),
    (Lang::Ukr, "uk", "Ukrainian"),
    (Lang::Bel, "be", "Belarusian"),
    (Lang::Fra, "fr", "French"),
    (Lang::Deu, "de", "German"),
    (Lang::Spa, "es", "Spanish"),
    (Lang::Por, "pt", "Portuguese"),
    (Lang::Ita, "it", "Italian"),
    (Lang::Cat, "ca", "Catalan"),
    (Lang::Pol, "pl", "Polish"),
    (Lang::Ces, "cs", "Czech"),
    (Lang::Slk, "sk", "Slovak"),
    (Lang::Nld, "nl", "Dutch"),
    (Lang::Swe, "sv", "Swedish"),
    (Lang::Dan, "da", "Danish"),
    (Lang::Nob, "no", "Norwegian"),
    (Lang::Fin, "fi", "Finnish"),
    (Lang::Est, "et", "Estonian"),
    (Lang::Lav, "lv", "Latvian"),
    (Lang::Lit, "lt", "Lithuanian"),
    (Lang::Hun, "hu", "Hungarian"),
    (Lang::Ron, "ro", "Romanian"),
    (Lang::Bul, "bg", "Bulgarian"),
    (Lang::Srp, "sr", "Serbian"),
    (Lang::Hrv, "hr", "Croatian"),
    (Lang::Slv, "sl", "Slovenian"),
    (Lang::Mkd, "mk", "Macedonian"),
    (Lang::Ell, "el", "Greek"),
    (Lang::Tur, "tr", "Turkish"),
    (Lang::Aze, "az", "Azerbaijani"),
    (Lang::Uzb, "uz", "Uzbek"),
    (Lang::Tuk, "tk", "Turkmen"),
    (Lang::Kat, "ka", "Georgian"),
    (Lang::Hye, "hy", "Armenian"),
    (Lang::Heb, "he", "Hebrew"),
    (Lang::Yid, "yi", "Yiddish"),
    (Lang::Ara, "ar", "Arabic"),
    (Lang::Pes, "fa", "Persian"),
    (Lang::Urd, "ur", "Urdu"),
    (Lang::Hin, "hi", "Hindi"),
    (Lang::Ben, "bn", "Bengali"),
    (Lang::Mar, "mr", "Marathi"),
    (Lang::Guj, "gu", "Gujarati"),
    (Lang::Pan, "pa", "Punjabi"),
    (Lang::Tam, "ta", "Tamil"),
    (Lang::Tel, "te", "Telugu"),
    (Lang::Kan, "kn", "Kannada"),
    (Lang::Mal, "ml", "Malayalam"),
    (Lang::Cmn, "zh", "Chinese"),
    (Lang::Jpn, "ja", "Japanese"),
    (Lang::Kor, "ko", "Korean"),
    (Lang::Tha, "th", "Thai"),
    (Lang::Vie, "vi", "Vietnamese"),
    (Lang::Ind, "id", "Indonesian"),
    (Lang::Tgl, "tl", "Tagalog"),
    (Lang::Amh, "am", "Amharic"),
];

/// Returns the ISO 639-1 code of the language of `text`, or "" when it cannot be told.
/// Only the first 8 kB are looked at.
#[must_use]
pub fn detect(text: &str) -> SmolStr {
    let head = text.get(..text.floor_char_boundary(8192)).unwrap_or(text);
    let Some(guess) = whatlang::detect(head) else { return SmolStr::default() };
    if guess.lang() != Lang::Eng && is_english(head) {
        return SmolStr::new_static("en");
    }
    if !guess.is_reliable() && head.split_whitespace().count() < 8 {
        return SmolStr::default();
    }
    let found = LANGUAGES.iter().find(|(language, ..)| *language == guess.lang());
    SmolStr::new_static(found.map_or("", |(_, code, _)| code))
}

/// Words of grammar that other languages in Latin letters do not have.
const ENGLISH: &[&str] =
    &["the", "and", "of", "with", "from", "were", "that", "this", "which", "their", "unless"];

/// Says whether the small words of a text are English: names and figures alone (tables of results, lists of
/// prices) look like any language.
fn is_english(text: &str) -> bool {
    let small = || text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase));
    let english = small().filter(|word| ENGLISH.contains(word)).count();
    english > 0 && english * 12 >= small().count()
}

/// Returns the English name of a language, ISO 639-1; the code itself when it has none here.
#[must_use]
pub fn name(code: &str) -> &str {
    LANGUAGES.iter().find(|(_, known, _)| *known == code).map_or(code, |(.., name)| name)
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn a_language_has_a_name() {
        assert_eq!((super::name("uk"), super::name("xx")), ("Ukrainian", "xx"));
    }

    #[test]
    fn languages_of_articles() {
        assert_eq!(detect("The minister said on Tuesday that the talks would go on in the capital."), "en");
        assert_eq!(detect("Министр заявил во вторник, что переговоры будут продолжены в столице."), "ru");
        assert_eq!(detect("Міністр заявив у вівторок, що переговори у столиці буде продовжено."), "uk");
        assert_eq!(detect("Le ministre a déclaré mardi que les négociations se poursuivraient."), "fr");
        assert_eq!(detect("Der Minister sagte am Dienstag, dass die Gespräche weitergehen würden."), "de");
        assert_eq!(detect("El ministro afirmó el martes que las conversaciones continuarían."), "es");
        assert_eq!(detect("Il ministro ha detto martedì che i colloqui sarebbero andati avanti."), "it");
        assert_eq!(detect("Minister powiedział we wtorek, że rozmowy będą kontynuowane."), "pl");
        assert_eq!(detect("Bakan salı günü görüşmelerin başkentte süreceğini söyledi."), "tr");
        assert_eq!(detect("1234 5678"), "");
        let table = "ATHLETICS - BERLIN GRAND PRIX RESULTS. Leading results at the Berlin Grand Prix on Friday: \
            1. Michelle Freeman 12.71 2. Ludmila Engquist 12.74 3. Aliuska Lopez 12.92 4. Brigita Bokovec 12.92";
        assert_eq!(detect(table), "en");
        assert_eq!(
            detect("El ministro dijo el martes que la cumbre «The Bridge» seguirá en la capital."),
            "es"
        );
    }
}
