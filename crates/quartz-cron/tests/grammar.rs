//! The table of the README says what each field takes.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use quartz_cron::{Cron, Field};

/// A row: its fields, the lowest and the highest value, their names, and the specials.
struct Row {
    fields: Vec<Field>,
    ends: Vec<i32>,
    names: Vec<String>,
    specials: Vec<String>,
}

/// What is a number, or a name in capital letters.
fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn rows() -> Vec<Row> {
    let readme = include_str!("../README.md");
    let grammar = readme
        .split("## ")
        .find(|part| part.starts_with("The grammar"));
    let lines = grammar
        .unwrap()
        .lines()
        .filter(|line| line.starts_with('|'));
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let is_named = |field: &Field| cells[0].split(", ").any(|name| name == field.name());
        let is_name = |word: &&str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
        Row {
            fields: Field::ALL.into_iter().filter(is_named).collect(),
            ends: words(cells[1])
                .filter_map(|word| word.parse().ok())
                .collect(),
            names: words(cells[1]).filter(is_name).map(str::to_owned).collect(),
            specials: cells[2]
                .split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect(),
        }
    };
    // Behind the heading and the line below it.
    lines.skip(2).map(row).collect()
}

/// An expression with this text in one field.
fn with(field: Field, text: &str) -> String {
    let mut texts = ["0", "0", "0", "*", "*", "?", ""];
    if (field == Field::DayOfWeek) != (text == "?") {
        (texts[3], texts[5]) = ("?", "*");
    }
    texts[field as usize] = text;
    texts.join(" ")
}

/// A special as it stands in a field.
fn example(special: &str, [low, high]: [i32; 2]) -> String {
    match special {
        "," | "-" => format!("{low}{special}{high}"),
        "/" => "*/2".to_owned(),
        letters => letters.replace('n', "2").replace('k', "3"),
    }
}

#[test]
fn each_field_takes_what_the_table_says_and_nothing_beyond() {
    let rows = rows();
    let all: Vec<&String> = rows.iter().flat_map(|row| &row.specials).collect();
    let mut fields = Vec::new();
    for row in &rows {
        let ends @ [low, high]: [i32; 2] = row.ends.as_slice().try_into().unwrap();
        for &field in &row.fields {
            fields.push(field);
            let is_taken = |text: &str| with(field, text).parse::<Cron>().is_ok();
            for text in [low.to_string(), high.to_string()].iter().chain(&row.names) {
                assert!(is_taken(text), "{text} in {}", field.name());
            }
            for text in [low - 1, high + 1] {
                assert!(!is_taken(&text.to_string()), "{text} in {}", field.name());
            }
            for special in &all {
                let text = with(field, &example(special, ends));
                // What Quartz only passes over has a lint.
                let is_meant = Cron::lint(&text).is_ok_and(|lints| lints.is_empty());
                let is_listed = row.specials.contains(special);
                assert!(text.parse::<Cron>().is_ok() >= is_listed, "{text}");
                assert!(is_listed || !is_meant, "{text}");
            }
        }
    }
    assert_eq!(fields, Field::ALL);
}
