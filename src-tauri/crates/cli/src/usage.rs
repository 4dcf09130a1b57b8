//! A line that can't be understood, told like every other problem.

use clap::error::{ContextKind, ErrorKind};
use domain::{Fault, Problem};

/// What clap says, as a problem in our words.
pub fn fault(error: &clap::Error) -> Fault {
    let told = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (arg, value) = (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue));
    let problem = match error.kind() {
        ErrorKind::UnknownArgument => Problem::new("usage-unknown-argument").with("arg", arg),
        ErrorKind::MissingRequiredArgument => Problem::new("usage-missing-argument").with("arg", arg),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Problem::new("usage-invalid-value").with("arg", arg).with("value", value).with("valid", valid(error))
        }
        ErrorKind::InvalidSubcommand => {
            Problem::new("usage-unknown-command").with("command", told(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Problem::new("usage-no-command")
        }
        _ => Problem::new("usage-wrong").with("detail", error.to_string().lines().next().unwrap_or_default()),
    };
    Fault::unreadable(problem)
}

/// What would be valid: the list that clap knows, or what the argument's own reader says.
fn valid(error: &clap::Error) -> String {
    let list = error.get(ContextKind::ValidValue).map(ToString::to_string).filter(|list| !list.is_empty());
    let source = std::error::Error::source(error).map(ToString::to_string);
    list.or(source).unwrap_or_else(|| "—".into())
}
