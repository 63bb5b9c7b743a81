//! Any text that is pasted is understood or refused; what is offered is a valid expression.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quartz_cron::{Cron, Outcome, paste};

fuzz_target!(|text: &str| {
    let offered: Vec<Cron> = match paste(text) {
        Err(error) => return assert!(!error.to_string().is_empty()),
        Ok(pasted) => match pasted.outcome {
            Outcome::One(cron) => vec![*cron],
            Outcome::Two(crons) => (*crons).into(),
            Outcome::Ask(_, readings) => {
                assert!(!readings.is_empty(), "{text:?}");
                readings
            }
        },
    };
    for cron in offered {
        assert_eq!(cron.to_string().parse::<Cron>(), Ok(cron), "{text:?}");
    }
});
