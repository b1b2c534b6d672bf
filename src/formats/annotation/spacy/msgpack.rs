//! MessagePack, as much of it as a DocBin needs.

/// The deepest nesting that is read.
const DEEPEST: usize = 16;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    /// Anything that is of no use here: nothing, a fraction, an extension.
    Other,
    /// Yes or no.
    Bool(bool),
    /// A whole number; negative ones by their bits.
    Number(u64),
    /// A text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// A list.
    List(Vec<Value<'a>>),
    /// Keys and values, in order.
    Map(Vec<(Value<'a>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// Returns the value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Value<'a>> {
        let Self::Map(entries) = self else { return None };
        entries
            .iter()
            .find(|(name, _)| matches!(name, Self::Text(text) if *text == key))
            .map(|(_, value)| value)
    }

    /// Returns bytes, or nothing.
    pub(super) fn bytes(&self) -> &'a [u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Text(text) => text.as_bytes(),
            _ => &[],
        }
    }

    /// Returns the values of a list.
    pub(super) fn list(&self) -> &[Value<'a>] {
        match self {
            Self::List(values) => values,
            _ => &[],
        }
    }
}

/// Reads one value; `None` when the bytes hold none.
pub(super) fn read(bytes: &[u8]) -> Option<Value<'_>> {
    Reader { rest: bytes }.value(0)
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// A number of `count` bytes, the highest first.
    fn number(&mut self, count: usize) -> Option<u64> {
        Some(self.take(count)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        if depth > DEEPEST {
            return None;
        }
        let tag = *self.take(1)?.first()?;
        let length = |reader: &mut Self, count| reader.number(count).and_then(|it| usize::try_from(it).ok());
        Some(match tag {
            0x00..=0x7f => Value::Number(u64::from(tag)),
            0x80..=0x8f => self.map(usize::from(tag & 15), depth)?,
            0x90..=0x9f => self.list(usize::from(tag & 15), depth)?,
            0xa0..=0xbf => self.text(usize::from(tag & 31))?,
            0xc2 | 0xc3 => Value::Bool(tag == 0xc3),
            0xc4..=0xc6 => {
                let count = length(self, 1 << (tag - 0xc4))?;
                Value::Bytes(self.take(count)?)
            }
            0xc7..=0xc9 => {
                let count = length(self, 1 << (tag - 0xc7))?;
                self.take(count.checked_add(1)?)?;
                Value::Other
            }
            0xca => self.skip(4)?,
            0xcb => self.skip(8)?,
            0xcc..=0xcf => Value::Number(self.number(1 << (tag - 0xcc))?),
            0xd0..=0xd3 => {
                let width = 1u32 << (tag - 0xd0);
                let shift = 64 - 8 * width;
                Value::Number(((self.number(width as usize)? << shift) as i64 >> shift) as u64)
            }
            0xd4..=0xd8 => self.skip((1 << (tag - 0xd4)) + 1)?,
            0xd9..=0xdb => {
                let count = length(self, 1 << (tag - 0xd9))?;
                self.text(count)?
            }
            0xdc | 0xdd => {
                let count = length(self, if tag == 0xdc { 2 } else { 4 })?;
                self.list(count, depth)?
            }
            0xde | 0xdf => {
                let count = length(self, if tag == 0xde { 2 } else { 4 })?;
                self.map(count, depth)?
            }
            0xe0..=0xff => Value::Number(i64::from(tag.cast_signed()) as u64),
            0xc0 | 0xc1 => Value::Other,
        })
    }

    fn skip(&mut self, count: usize) -> Option<Value<'a>> {
        self.take(count).map(|_| Value::Other)
    }

    fn text(&mut self, count: usize) -> Option<Value<'a>> {
        let bytes = self.take(count)?;
        Some(std::str::from_utf8(bytes).map_or(Value::Bytes(bytes), Value::Text))
    }

    /// Every value takes a byte at least, so that a count beyond the bytes is refused before it is trusted.
    fn list(&mut self, count: usize, depth: usize) -> Option<Value<'a>> {
        if count > self.rest.len() {
            return None;
        }
        (0..count).map(|_| self.value(depth + 1)).collect::<Option<_>>().map(Value::List)
    }

    fn map(&mut self, count: usize, depth: usize) -> Option<Value<'a>> {
        if count > self.rest.len() {
            return None;
        }
        let entries = (0..count).map(|_| Some((self.value(depth + 1)?, self.value(depth + 1)?)));
        entries.collect::<Option<_>>().map(Value::Map)
    }
}

/// Writes the beginning of a map.
pub(super) fn map(out: &mut Vec<u8>, count: usize) {
    out.push(0xdf);
    out.extend((count as u32).to_be_bytes());
}

/// Writes the beginning of a list.
pub(super) fn list(out: &mut Vec<u8>, count: usize) {
    out.push(0xdd);
    out.extend((count as u32).to_be_bytes());
}

/// Writes a text.
pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    out.push(0xdb);
    out.extend((text.len() as u32).to_be_bytes());
    out.extend(text.as_bytes());
}

/// Writes bytes.
pub(super) fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(0xc6);
    out.extend((bytes.len() as u32).to_be_bytes());
    out.extend(bytes);
}

/// Writes a number.
pub(super) fn number(out: &mut Vec<u8>, number: u64) {
    out.push(0xcf);
    out.extend(number.to_be_bytes());
}

/// Writes yes or no.
pub(super) fn yes_or_no(out: &mut Vec<u8>, value: bool) {
    out.push(if value { 0xc3 } else { 0xc2 });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back() {
        let mut out = Vec::new();
        map(&mut out, 3);
        text(&mut out, "a");
        list(&mut out, 2);
        number(&mut out, u64::MAX);
        yes_or_no(&mut out, true);
        text(&mut out, "b");
        bytes(&mut out, b"\xff\0");
        text(&mut out, "c");
        out.extend([0xd0, 0xff]);
        let value = read(&out).expect("sound");
        assert_eq!(value.get("a").map(Value::list), Some(&[Value::Number(u64::MAX), Value::Bool(true)][..]));
        assert_eq!(value.get("b").map(Value::bytes), Some(&b"\xff\0"[..]));
        assert_eq!(value.get("c"), Some(&Value::Number(-1i64 as u64)));
        assert_eq!(read(&[0xdd, 0xff, 0xff, 0xff, 0xff, 1]), None);
    }
}
