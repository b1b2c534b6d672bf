//! A first look at JSON: the keys of its outermost object, without reading the rest.

/// What JSON begins with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Peek<'a> {
    /// Whether the object is the first of a list.
    pub in_list: bool,
    /// The object's keys, as they are written.
    pub keys: Vec<&'a str>,
    /// Whether the object ends and another begins on a later line: JSON Lines.
    pub lines: bool,
}

impl Peek<'_> {
    /// Says whether the object has all these keys.
    #[must_use]
    pub fn has(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.keys.contains(key))
    }
}

/// Looks at bytes that may be JSON; `None` when they do not begin as an object or a list of objects.
/// Total, one pass, no recursion.
#[must_use]
pub fn peek(bytes: &[u8]) -> Option<Peek<'_>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut found = Peek::default();
    let mut at = blank(bytes, 0);
    if bytes.get(at) == Some(&b'[') {
        found.in_list = true;
        at = blank(bytes, at + 1);
    }
    if bytes.get(at) != Some(&b'{') {
        return None;
    }
    let mut depth = 0usize;
    let mut expects_key = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at + 1);
                if depth == 1 && expects_key {
                    let key = bytes.get(at + 1..end).and_then(|key| std::str::from_utf8(key).ok());
                    found.keys.extend(key);
                    expects_key = false;
                }
                at = end;
            }
            b'{' | b'[' => {
                depth += 1;
                expects_key = depth == 1;
            }
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    let next = blank(bytes, at + 1);
                    found.lines = bytes.get(next) == Some(&b'{');
                    break;
                }
            }
            b',' if depth == 1 => expects_key = true,
            _ => {}
        }
        at += 1;
    }
    Some(found)
}

fn blank(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Returns where the string that begins at `from` ends.
fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes.get(at) == Some(&b'"') {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_keys() {
        let found = peek(br#" [ {"a": {"x": 1}, "b\"": ["y", {}], "c":"z,\"d\":" } ] "#).expect("an object");
        assert_eq!(found.keys, ["a", "b\\\"", "c"]);
        assert!(found.in_list && !found.lines && found.has(&["a", "c"]) && !found.has(&["x"]));
        assert!(peek(b"{\"text\":\"\"}\n{\"text\":\"\"}").expect("lines").lines);
        assert_eq!(peek(b"{\"a"), Some(Peek { keys: vec!["a"], ..Peek::default() }));
        assert_eq!(peek(b"[1]"), None);
    }
}
