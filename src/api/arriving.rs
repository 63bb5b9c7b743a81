//! A list, read while its reply is still on its way: of ten thousand tasks the last is waited for, not all.
//!
//! Only what is as expected is read here, row by row. Any other reply, an error among it, is looked at as
//! a whole once it is there.

use super::ApiError;
use super::decode::{self, Reply};
use super::paging::{self, Page};
use crate::wire::page;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Deserializer, Map, Value};

/// An element of a list.
pub trait Row: Sized {
    /// As the portal writes it.
    type Wire<'a>: Deserialize<'a>;

    /// From what could be made of its JSON, and the JSON. One that cannot be read does not hide the others.
    fn read(wire: serde_json::Result<Self::Wire<'_>>, json: &str) -> Self;
}

/// A list of which some rows may be there.
pub struct Arriving<T> {
    /// None until `result` begins.
    rows: Option<Vec<T>>,
    /// What stands beside `result`.
    frame: Map<String, Value>,
    /// How much of the body has been read, bytes.
    read: usize,
    place: Place,
}

/// What comes next.
enum Place {
    Start,
    FirstName,
    Name,
    Colon(String),
    Value(String),
    AfterValue,
    FirstRow,
    Row,
    AfterRow,
    End,
    /// This is not a list.
    Odd,
}

impl<T> Default for Arriving<T> {
    fn default() -> Self {
        Self {
            rows: None,
            frame: Map::new(),
            read: 0,
            place: Place::Start,
        }
    }
}

impl<T: Row> Arriving<T> {
    /// Takes up what has arrived: the body from its beginning, each time with more at its end. An empty one
    /// begins anew.
    pub fn hear(&mut self, body: &str) {
        if body.is_empty() {
            *self = Self::default();
        }
        // Where serde_json passes over a number, it takes the end of the text inside it for an error of the
        // number: what must be followed by a digit waits for it.
        let body = body.trim_end_matches(['-', '+', '.', 'e', 'E']);
        while let Some(used) = body.get(self.read..).and_then(|rest| self.step(rest)) {
            self.read += used;
        }
    }

    /// The page that was asked for from `asked`, once its reply is complete.
    pub fn page(self, reply: &Reply, asked: i64) -> Result<Page<T>, ApiError> {
        let number = |name| self.frame.get(name).and_then(Value::as_i64);
        let is_odd = ["error", "result"]
            .iter()
            .any(|name| self.frame.contains_key(*name));
        let is_fine = (200..300).contains(&reply.status) && !is_odd;
        match (self.place, self.rows) {
            (Place::End, Some(result)) if is_fine => {
                let page = page::Page {
                    total: number("total"),
                    num: number("num"),
                    start: number("start"),
                    next_start: number("nextStart"),
                    result,
                };
                Ok(paging::page(page, asked, |row| row))
            }
            _ => match decode::resource::<page::Page<IgnoredAny>>(reply) {
                Err(error) => Err(error),
                Ok(_) => Err(ApiError::Unexpected("this is not one list".to_owned())),
            },
        }
    }

    /// Reads one thing and tells how long it was; None while more of it must arrive.
    fn step(&mut self, rest: &str) -> Option<usize> {
        let text = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let first = text.chars().next()?;
        let (place, used) = match (&mut self.place, first) {
            (Place::Odd, _) => return None,
            (Place::Start, '{') => (Place::FirstName, 1),
            (Place::FirstName | Place::AfterValue, '}') => (Place::End, 1),
            (Place::FirstName | Place::Name, '"') => match whole::<String>(text)? {
                (Ok(name), used) => (Place::Colon(name), used),
                (Err(_), _) => (Place::Odd, 0),
            },
            (Place::Colon(name), ':') => (Place::Value(std::mem::take(name)), 1),
            (Place::Value(name), '[') if self.rows.is_none() && name == "result" => {
                self.rows = Some(Vec::new());
                (Place::FirstRow, 1)
            }
            (Place::Value(name), _) => match whole::<Value>(text)? {
                (Ok(value), used) => {
                    self.frame.insert(std::mem::take(name), value);
                    (Place::AfterValue, used)
                }
                (Err(_), _) => (Place::Odd, 0),
            },
            (Place::AfterValue, ',') => (Place::Name, 1),
            (Place::FirstRow | Place::AfterRow, ']') => (Place::AfterValue, 1),
            (Place::FirstRow | Place::Row, _) => match row::<T>(text)? {
                Some((row, used)) => {
                    self.rows.get_or_insert_default().push(row);
                    (Place::AfterRow, used)
                }
                None => (Place::Odd, 0),
            },
            (Place::AfterRow, ',') => (Place::Row, 1),
            _ => (Place::Odd, 0),
        };
        self.place = place;
        Some(rest.len() - text.len() + used)
    }
}

/// A row and its length. None while more of it must arrive, Some(None) where this is not JSON.
#[expect(clippy::option_option, reason = "as said above")]
fn row<T: Row>(text: &str) -> Option<Option<(T, usize)>> {
    let (wire, used) = whole::<T::Wire<'_>>(text)?;
    // Reading stops at the first thing that does not fit: where the row ends is told by going over it.
    let used = match wire {
        Ok(_) => used,
        Err(_) => match whole::<IgnoredAny>(text)? {
            (Ok(_), used) => used,
            (Err(_), _) => return Some(None),
        },
    };
    Some(Some((T::read(wire, text.get(..used)?), used)))
}

/// The value at the beginning of a text, and its length. None while more of it must arrive: something must
/// stand behind it, since a number may go on.
fn whole<'a, T: Deserialize<'a>>(text: &'a str) -> Option<(serde_json::Result<T>, usize)> {
    let mut values = Deserializer::from_str(text).into_iter::<T>();
    let value = values.next()?;
    let used = values.byte_offset();
    match value {
        Ok(_) if used == text.len() => None,
        Err(error) if error.is_eof() => None,
        value => Some((value, used)),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::api::paging::Next;
    use proptest::prelude::*;

    /// A row that must be a number.
    #[derive(Debug, PartialEq, Eq)]
    struct Number(Option<u64>, String);

    impl Row for Number {
        type Wire<'a> = u64;

        fn read(wire: serde_json::Result<u64>, json: &str) -> Self {
            Self(wire.ok(), json.to_owned())
        }
    }

    const LIST: &str = "{ \"total\": 40,\n\"start\":0 , \"result\" : [ 12 , {\"odd\":\"]},ü\\\"\",\"more\":[-1.5E-3,2e+1]},\"🏔\\u00e9\" , 7],\"more\":[{\"result\":[1]}], \"nextStart\": 4}  ";

    /// Hears a body in pieces that end at these places.
    fn heard(body: &str, ends: &[usize]) -> Result<Page<Number>, ApiError> {
        let mut list = Arriving::default();
        for end in ends {
            list.hear(body.get(..*end).unwrap_or_default());
        }
        list.hear(body);
        let reply = Reply {
            status: 200,
            body: body.to_owned(),
            ..Reply::default()
        };
        list.page(&reply, 0)
    }

    #[test]
    fn a_row_that_does_not_fit_does_not_hide_the_others() {
        let page = heard(LIST, &[]).unwrap();
        let told = page.rows.iter().map(|Number(n, json)| (*n, json.as_str()));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                (Some(12), "12"),
                (None, r#"{"odd":"]},ü\"","more":[-1.5E-3,2e+1]}"#),
                (None, "\"🏔\\u00e9\""),
                (Some(7), "7"),
            ]
        );
        assert_eq!(page.next, Next::At(4));
    }

    #[test]
    fn a_number_that_is_passed_over_may_be_cut_anywhere() {
        for end in (1..LIST.len()).filter(|end| LIST.is_char_boundary(*end)) {
            let piece = LIST.get(..end).unwrap_or_default();
            assert_eq!(heard(LIST, &[end]), heard(LIST, &[]), "cut after {piece}");
        }
    }

    #[test]
    fn an_empty_body_begins_anew() {
        let mut list = Arriving::<Number>::default();
        list.hear(r#"{"error":{"code":498}}"#);
        list.hear("");
        list.hear(r#"{"result":[1]}"#);
        let reply = Reply {
            status: 200,
            ..Reply::default()
        };
        assert_eq!(list.page(&reply, 0).unwrap().rows.len(), 1);
    }

    #[test]
    fn what_is_not_a_list_is_looked_at_as_a_whole() {
        for (body, error) in [
            (r#"{"result":[1,2"#, "CutOff"),
            (r#"{"result":[1,2]"#, "CutOff"),
            (r#"{"result":[1,]}"#, "NotJson"),
            (r#"{"result":[1 2]}"#, "NotJson"),
            (r#"{"result":[1],}"#, "NotJson"),
            (r#"{"result":[1]} {}"#, "NotJson"),
            (r#"{"result":[nul]}"#, "NotJson"),
            ("<title>502</title>", "NotJson"),
            (r#"{"result":[1],"error":{"code":403}}"#, "Forbidden"),
            (r#"{"result":null}"#, "Unexpected"),
            (r#"{"total":1}"#, "Unexpected"),
            ("[1]", "Unexpected"),
            (r#"{"result":[1],"result":[2]}"#, "Unexpected"),
        ] {
            let told = format!("{:?}", heard(body, &[]).unwrap_err());
            assert!(told.starts_with(error), "{body}: {told}");
        }
    }

    proptest! {
        #[test]
        fn in_whatever_pieces_it_arrives_the_list_is_the_same(
            mut ends in proptest::collection::vec(1..LIST.len(), 0..12),
        ) {
            ends.sort_unstable();
            ends.retain(|end| LIST.is_char_boundary(*end));
            prop_assert_eq!(heard(LIST, &ends).unwrap(), heard(LIST, &[]).unwrap());
        }

        #[test]
        fn any_text_is_taken_without_a_panic(body in "[\\[\\]{}:,\"\\\\a-c0-9 ü]{0,40}", end in 1_usize..40) {
            let end = body.floor_char_boundary(end);
            let told = format!("{:?}", heard(&body, &[end]));
            prop_assert_eq!(told, format!("{:?}", heard(&body, &[])));
        }
    }
}
