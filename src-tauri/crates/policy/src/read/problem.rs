//! What is wrong with a policy file or with its cases.

use domain::Problem;

/// One thing that is wrong, where, and what the words need to say how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyProblem {
    /// The line in the file, from 1; 0 when the file as a whole is meant.
    pub line: u32,
    /// The article, such as 第八条; empty outside of clauses.
    pub article: String,
    /// Stable and kebab-case: the words' keys are `problem.<code>` and `remedy.<code>`.
    pub code: &'static str,
    /// The words' arguments.
    pub args: Vec<(&'static str, String)>,
}

impl PolicyProblem {
    /// A problem at a line outside of any clause.
    pub fn new(line: u32, code: &'static str) -> Self {
        Self { line, article: String::new(), code, args: Vec::new() }
    }

    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The same in an article.
    #[must_use]
    pub fn in_article(mut self, article: &str) -> Self {
        self.article = article.to_string();
        self
    }
}

impl From<&PolicyProblem> for Problem {
    fn from(problem: &PolicyProblem) -> Self {
        let place = match (problem.line, problem.article.as_str()) {
            (0, article) => article.to_string(),
            (line, "") => line.to_string(),
            (line, article) => format!("{line} {article}"),
        };
        let base = Self::new(problem.code).at(place).with("line", problem.line).with("article", &problem.article);
        problem.args.iter().fold(base, |out, (name, value)| out.with(name, value))
    }
}
