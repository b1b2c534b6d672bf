//! RTF cut into groups, control words, symbols and bytes.

/// A piece of RTF.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word12`
    Word(&'a str, Option<i32>),
    /// `\*`, and line ends after a backslash.
    Symbol(u8),
    /// `\'e9`, `\{`
    Byte(u8),
    /// A run of plain bytes without line ends.
    Bytes(&'a [u8]),
}

/// Walks over the tokens of some bytes.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// Begins at the first byte.
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn cut(&mut self, length: usize) -> &'a [u8] {
        let (cut, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, b""));
        self.rest = rest;
        cut
    }

    fn run(&self, test: impl Fn(&u8) -> bool) -> usize {
        self.rest.iter().take_while(|byte| test(byte)).count()
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.cut(1);
            return Some(match first {
                b'\'' => {
                    let digits = self.cut(2);
                    let byte =
                        std::str::from_utf8(digits).ok().and_then(|it| u8::from_str_radix(it, 16).ok());
                    byte.map_or(Token::Symbol(b'\''), Token::Byte)
                }
                b'{' | b'}' | b'\\' => Token::Byte(first),
                other => Token::Symbol(other),
            });
        }
        let length = self.run(u8::is_ascii_alphabetic).min(32);
        let word = std::str::from_utf8(self.cut(length)).unwrap_or_default();
        let sign = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self.rest.iter().skip(sign).take_while(|byte| byte.is_ascii_digit()).count().min(10);
        let value = if digits > 0 { self.cut(sign + digits) } else { b"" };
        let value = std::str::from_utf8(value).ok().and_then(|it| it.parse().ok());
        if self.rest.first() == Some(&b' ') {
            self.cut(1);
        }
        if word == "bin" {
            self.cut(usize::try_from(value.unwrap_or(0)).unwrap_or(0));
        }
        Some(Token::Word(word, value))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let first = *self.rest.first()?;
            return match first {
                b'{' => {
                    self.cut(1);
                    Some(Token::Open)
                }
                b'}' => {
                    self.cut(1);
                    Some(Token::Close)
                }
                b'\\' => {
                    self.cut(1);
                    self.control()
                }
                b'\r' | b'\n' | 0 => {
                    self.cut(1);
                    continue;
                }
                _ => {
                    let length = self.run(|byte| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0));
                    Some(Token::Bytes(self.cut(length)))
                }
            };
        }
    }
}
