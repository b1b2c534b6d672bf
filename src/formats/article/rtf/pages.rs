//! Code pages of RTF: the file's, and those of its fonts.

use encoding_rs::{Encoding, WINDOWS_1252};

/// The code page of the file.
pub(super) struct Page(pub(super) &'static Encoding);

impl Default for Page {
    fn default() -> Self {
        Self(WINDOWS_1252)
    }
}

impl Page {
    /// Returns its name.
    pub(super) fn name(&self) -> &'static str {
        self.0.name()
    }
}

/// The encoding of a Windows code page.
pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        65001 => "utf-8".to_owned(),
        866 => "ibm866".to_owned(),
        10000 => "macintosh".to_owned(),
        other => format!("windows-{other}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// The encoding of a font's character set.
pub(super) fn of_charset(number: i32) -> Option<&'static Encoding> {
    let page = match number {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    code_page(page)
}
