//! The body of a form, as identity services take it.

/// `name=value&…`, percent-encoded.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter();
    let pairs: Vec<_> = pairs
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    let bytes = text.bytes();
    bytes
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn what_is_not_plain_is_encoded() {
        let body = form(&[("a", "x-1._~"), ("b", "https://é/?&=+ ")]);
        assert_eq!(body, "a=x-1._~&b=https%3A%2F%2F%C3%A9%2F%3F%26%3D%2B%20");
    }
}
