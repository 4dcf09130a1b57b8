//! The people that a row names, with their codes, phones and roles.

use domain::Role;

use super::{columns::PersonColumns, lines::Line};
use crate::{
    header::{Holder, Key, is_plain_worker, role},
    problem::{Field, Findings},
    values::{Names, names, phone, split},
};

/// One person that a row names.
pub(super) struct Person {
    pub name: Field<String>,
    pub code: Option<Field<String>>,
    pub phone: Option<Field<String>>,
    pub role: Option<Field<Role>>,
    pub held: bool,
}

impl Line<'_> {
    /// Everybody whom the row names.
    pub fn people(&self, findings: &mut Findings) -> Vec<Person> {
        self.columns.people.iter().flat_map(|columns| self.people_of(columns, findings)).collect()
    }

    fn people_of(&self, columns: &PersonColumns, findings: &mut Findings) -> Vec<Person> {
        let phones = columns.phone.and_then(|col| self.row.raw(col, findings));
        let Some(field) = self.row.raw(columns.name, findings) else {
            if let Some(phone) = phones.filter(|_| columns.holder.is_none()) {
                findings.problem(
                    "no-name",
                    &crate::table::address(self.row.row, columns.name),
                    &[("phone", &phone.value)],
                );
            }
            return Vec::new();
        };
        let mut held = false;
        let listed = match names(&field.value) {
            Names::These(names) => names,
            Names::Unclear(choices) => {
                held = true;
                findings.problem("name-or-names", &field.cell, &[("value", &field.value)]).choices = choices;
                vec![field.value.clone()]
            }
            Names::Odd(kept) => {
                held = true;
                let found = findings.problem("odd-name", &field.cell, &[("value", &field.value)]);
                found.choices = Some(kept).filter(|kept| !kept.is_empty()).into_iter().collect();
                vec![field.value.clone()]
            }
        };
        let codes = columns.code.and_then(|col| self.row.code(col, findings));
        let codes = self.shared_out(codes, listed.len(), "person-codes-count", findings);
        let phones = self.phones(phones, listed.len(), findings);
        let roles = self.roles(columns, &field, listed.len(), findings);
        let all = listed.into_iter().zip(codes).zip(phones).zip(roles);
        all.map(|(((value, code), phone), role)| Person {
            held: held || role.is_none(),
            name: Field { value, cell: field.cell.clone() },
            code,
            phone,
            role,
        })
        .collect()
    }

    /// As many as there are people, or a problem and none.
    fn shared_out(
        &self,
        field: Option<Field<String>>,
        people: usize,
        code: &str,
        findings: &mut Findings,
    ) -> Vec<Option<Field<String>>> {
        let Some(field) = field else { return vec![None; people] };
        let parts = if people == 1 { vec![field.value.clone()] } else { split(&field.value) };
        if parts.len() != people {
            let (parts, people) = (parts.len().to_string(), people.to_string());
            findings.problem(code, &field.cell, &[("found", &parts), ("people", &people)]).choices =
                split(&field.value);
            return vec![None; people.parse().unwrap_or(0)];
        }
        parts.into_iter().map(|value| Some(Field { value, cell: field.cell.clone() })).collect()
    }

    fn phones(
        &self,
        field: Option<Field<String>>,
        people: usize,
        findings: &mut Findings,
    ) -> Vec<Option<Field<String>>> {
        let whole = field.as_ref().and_then(|f| phone(&f.value));
        if let (1, Some(value), Some(field)) = (people, whole, &field) {
            return vec![Some(Field { value, cell: field.cell.clone() })];
        }
        let parts = field.as_ref().map(|f| split(&f.value)).unwrap_or_default();
        if people == 1 && parts.len() > 1 && parts.iter().all(|part| phone(part).is_some()) {
            let cell = field.map(|f| f.cell).unwrap_or_default();
            findings.problem("several-phones", &cell, &[]).choices = parts;
            return vec![None];
        }
        let shared = self.shared_out(field, people, "phones-count", findings);
        let mut check = |field: Field<String>| match phone(&field.value) {
            Some(value) => Some(Field { value, cell: field.cell }),
            None => {
                findings.problem("bad-phone", &field.cell, &[("value", &field.value)]);
                None
            }
        };
        shared.into_iter().map(|field| field.and_then(&mut check)).collect()
    }

    fn roles(
        &self,
        columns: &PersonColumns,
        name: &Field<String>,
        people: usize,
        findings: &mut Findings,
    ) -> Vec<Option<Field<Role>>> {
        let form = self.tidied(Key::Form, findings).filter(|f| role(&f.value).is_some_and(Role::is_worker));
        let plain_worker = |cell: &str, findings: &mut Findings| match &form {
            Some(form) => role(&form.value).map(|value| Field { value, cell: form.cell.clone() }),
            None => {
                findings.tally("plain-worker", "网格员", cell);
                Some(Field { value: Role::FullTime, cell: cell.to_string() })
            }
        };
        if let Some(holder) = columns.holder {
            let of = match holder {
                Holder::Of(value) => Some(Field { value, cell: name.cell.clone() }),
                Holder::PlainWorker => plain_worker(&name.cell, findings),
            };
            return vec![of; people];
        }
        let Some(field) = self.text(Key::Role, findings) else {
            let of = if form.is_some() || (!self.columns.has(Key::Role) && self.columns.all_workers) {
                plain_worker(&name.cell, findings)
            } else {
                findings.problem("no-role", &name.cell, &[("name", &name.value)]).choices = role_words();
                None
            };
            return vec![of; people];
        };
        let mut one = |text: &str| match role(text) {
            Some(value) => Some(Field { value, cell: field.cell.clone() }),
            None if is_plain_worker(text) => plain_worker(&field.cell, findings),
            None => {
                findings.problem("unknown-role", &field.cell, &[("value", text)]).choices = role_words();
                None
            }
        };
        let parts = split(&field.value);
        if parts.len() == people && people > 1 {
            return parts.iter().map(|part| one(part)).collect();
        }
        vec![one(&field.value); people]
    }
}

fn role_words() -> Vec<String> {
    Role::ALL.iter().map(|role| role.zh().to_string()).collect()
}
