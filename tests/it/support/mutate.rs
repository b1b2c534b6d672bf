//! Makes bad files of good ones: cut, flipped, swapped, wrongly encoded, nested, with absurd numbers. Seeded, so
//! that a file that hurt can be made again.

use std::io::{Cursor, Read as _, Write as _};

/// A source of numbers that is the same on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(length);
        let end = (start + 1 + self.below(longest)).min(length);
        start.min(end)..end
    }
}

/// What hurts when it stands where it should not.
const TOKENS: &[&[u8]] = &[
    b"<",
    b">",
    b"&",
    b"&a;",
    b"&#x110000;",
    b"\"",
    b"'",
    b"{",
    b"}",
    b"[",
    b"]",
    b"(",
    b")",
    b"\\",
    b"\0",
    b"\n",
    b"\r",
    b"\t",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xc3",
    b"\xe2\x80\xae",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"-->",
    b"%%EOF",
    b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>",
    b"null",
    b"true",
    b"-1",
    b"\\u0000",
    b"\\ud800",
    b"\\bin99999999 ",
    b"/Kids[1 0 R]",
    b"/Count 2147483647",
    b"Content-Length: 99999999999",
    b"\xf0\x9f\x98\x80",
    b"../../../",
];

/// What is no sensible number.
const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "1",
    "255",
    "65536",
    "2147483647",
    "4294967295",
    "4294967296",
    "18446744073709551616",
    "-9223372036854775808",
    "1e309",
    "NaN",
    "999999999",
];

/// Makes one bad file.
pub(crate) fn mutated(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    if good.starts_with(b"PK\x03\x04")
        && dice.below(3) > 0
        && let Some(bytes) = inside_zip(good, dice)
    {
        return bytes;
    }
    if good.starts_with(b"\x1f\x8b") && dice.below(3) > 0 {
        let mut inner = Vec::new();
        if flate2::read::MultiGzDecoder::new(good).read_to_end(&mut inner).is_ok() {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(&mutated(&inner, dice)).expect("packed");
            return packer.finish().expect("packed");
        }
    }
    let mut bytes = good.to_vec();
    for _ in 0..=dice.below(3) {
        step(&mut bytes, dice);
    }
    bytes
}

fn step(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let length = bytes.len();
    if length == 0 {
        return;
    }
    match dice.below(14) {
        0 => bytes.truncate(dice.below(length)),
        1 => {
            for _ in 0..=dice.below(8) {
                let at = dice.below(length);
                bytes[at] ^= 1 << dice.below(8);
            }
        }
        2 => {
            for at in dice.range(length, 32) {
                bytes[at] = dice.next() as u8;
            }
        }
        3 => drop(bytes.drain(dice.range(length, 512))),
        4 => {
            let part = bytes[dice.range(length, 4096)].to_vec();
            let at = dice.below(length);
            bytes.splice(at..at, part);
        }
        5 => swap(bytes, dice),
        6 | 7 => number(bytes, dice),
        8 | 9 => {
            let at = dice.below(length);
            bytes.splice(at..at, TOKENS[dice.below(TOKENS.len())].iter().copied());
        }
        10 => {
            let token = TOKENS[dice.below(TOKENS.len())];
            let at = dice.below(length);
            let many = token.repeat([10, 300, 20_000][dice.below(3)]);
            bytes.splice(at..at, many);
        }
        11 => *bytes = encoded(bytes, dice),
        _ => word(bytes, dice),
    }
}

/// Puts two stretches of a file in each other's place.
fn swap(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let (one, other) = (dice.range(bytes.len(), 64), dice.range(bytes.len(), 64));
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    if first.end <= second.start {
        let (a, b) = (bytes[first.clone()].to_vec(), bytes[second.clone()].to_vec());
        bytes.splice(second, a);
        bytes.splice(first, b);
    }
}

/// Runs of bytes that pass a test.
fn runs(bytes: &[u8], test: impl Fn(u8) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, byte) in bytes.iter().copied().chain([0]).enumerate() {
        match (test(byte), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Replaces a number by an absurd one, or by another of the file.
fn number(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let numbers = runs(bytes, |byte| byte.is_ascii_digit());
    if numbers.is_empty() {
        return;
    }
    let with = match dice.below(2) {
        0 => NUMBERS[dice.below(NUMBERS.len())].as_bytes().to_vec(),
        _ => bytes[numbers[dice.below(numbers.len())].clone()].to_vec(),
    };
    bytes.splice(numbers[dice.below(numbers.len())].clone(), with);
}

/// Replaces a word or name by another of the file: relations lead elsewhere, and in circles.
fn word(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let words = runs(bytes, |byte| byte.is_ascii_alphanumeric());
    if words.is_empty() {
        return;
    }
    let with = bytes[words[dice.below(words.len())].clone()].to_vec();
    bytes.splice(words[dice.below(words.len())].clone(), with);
}

fn encoded(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    match dice.below(4) {
        0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        1 => [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
        2 => text.chars().map(|char| char as u8).collect(),
        _ => [b"\xef\xbb\xbf", text.replace('\n', "\r\n").as_bytes()].concat(),
    }
}

/// Unpacks an archive, makes one of its parts a bad one, and packs it again.
fn inside_zip(good: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(good)).ok()?;
    let bad = dice.below(archive.len());
    let mut packer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).ok()?;
        if index == bad {
            bytes = mutated(&bytes, dice);
        }
        packer.start_file(name, options).ok()?;
        packer.write_all(&bytes).ok()?;
    }
    Some(packer.finish().ok()?.into_inner())
}
