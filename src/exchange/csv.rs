//! CSV for a spreadsheet: RFC 4180, with what a spreadsheet would take for a formula made harmless.

use crate::schedule::times;
use crate::task::{Kept, Listed, NextRun, State, Task};
use quartz_cron::{Style, Timestamp, describe};

const HEAD: [&str; 15] = [
    "Title",
    "Type",
    "State",
    "Schedule",
    "Expression",
    "Next run (UTC)",
    "Last run (UTC)",
    "Start (UTC)",
    "End (UTC)",
    "Maximum runs",
    "Keeps",
    "Backup name",
    "Backup store",
    "Description",
    "Id",
];

/// The text of a file. It begins with a byte order mark: without one spreadsheets read other letters
/// than those written.
pub fn write(tasks: &[Listed], now: Timestamp) -> String {
    let mut text = String::from('\u{feff}');
    line(&mut text, HEAD.map(str::to_owned));
    for listed in tasks {
        line(
            &mut text,
            match listed {
                Listed::Task(task) => cells(task, now),
                Listed::Unreadable { title, why, .. } => {
                    let mut cells = [const { String::new() }; HEAD.len()];
                    cells[0].clone_from(title);
                    cells[2] = format!("Cannot be read: {why}");
                    cells
                }
            },
        );
    }
    text
}

fn cells(task: &Task, now: Timestamp) -> [String; HEAD.len()] {
    let moment = |at: Option<Timestamp>| at.map_or_else(String::new, times::iso);
    let next = match task.next_run(now) {
        NextRun::At(at) => Some(at),
        _ => None,
    };
    let sentence = task.schedule.cron();
    let sentence = sentence.map_or_else(String::new, |cron| describe(cron, &Style::default()));
    let backup = task.backup.clone().unwrap_or_default();
    let keeps = match backup.kept {
        Some(Kept::For(retention)) => retention.to_string(),
        Some(Kept::Offset(ms)) if ms >= 0 => times::span(ms / 1000),
        Some(Kept::Offset(_)) => "for ever".to_owned(),
        None => String::new(),
    };
    [
        task.title.clone(),
        task.kind.name().to_owned(),
        match &task.state {
            State::Active => "active".to_owned(),
            State::Paused => "paused".to_owned(),
            State::Other(name) => name.clone(),
        },
        sentence,
        task.expression.clone(),
        moment(next),
        moment(task.last_start),
        moment(task.start),
        moment(task.end),
        task.max_runs.map_or_else(String::new, |n| n.to_string()),
        keeps,
        backup.name.unwrap_or_default(),
        backup.store.unwrap_or_default(),
        backup.description.unwrap_or_default(),
        task.id.as_str().to_owned(),
    ]
}

fn line(text: &mut String, cells: [String; HEAD.len()]) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            text.push(',');
        }
        text.push_str(&quoted(&harmless(cell)));
    }
    text.push_str("\r\n");
}

/// A cell that begins like a formula gets an apostrophe before it (OWASP, "CSV Injection"). The wide
/// signs count too: some spreadsheets take them for the narrow ones.
fn harmless(cell: &str) -> String {
    let is_formula = cell
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\n', '\r', '\t']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::json::read;
    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);
    const LIST: &str = include_str!("../../tests/fixtures/tasks.json");

    #[test]
    fn every_task_is_a_line_under_the_head() {
        let text = write(&read(LIST).unwrap(), NOW);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 5);
        assert!(lines[0].starts_with("\u{feff}Title,Type,State"));
        assert_eq!(
            lines[1],
            "schedule2,CreateBackup,paused,Every Saturday at 04:00 UTC,0 0 4 ? * 7,,2021-10-23T04:00:00Z,2021-10-23T04:00:00Z,,,14 days,schedule2,default,,5f0cdc50cf36460990bb6edfe9b60e08"
        );
        assert!(!text.to_lowercase().contains("passcode"));
    }

    #[test]
    fn what_a_spreadsheet_would_carry_out_is_text() {
        for cell in [
            "=HYPERLINK(\"http://evil\")",
            "+1",
            "-1+1",
            "@SUM(A1)",
            "\t=1",
            "  =1",
            "＝1",
        ] {
            assert!(harmless(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(harmless("0 0 4 ? * 7"), "0 0 4 ? * 7");
    }

    #[test]
    fn quotes_commas_and_line_breaks_stay_in_their_cell() {
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("say \"no\""), "\"say \"\"no\"\"\"");
        assert_eq!(quoted("a\nb"), "\"a\nb\"");
        assert_eq!(quoted("plain"), "plain");
    }
}
