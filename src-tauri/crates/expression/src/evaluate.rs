//! Running a compiled expression for one record.
//!
//! Only the branches that are chosen are looked at. Texts are borrowed from the record as long as
//! nothing changes them. Where the reference says nothing, the function's own comment says what was
//! chosen here.

mod conditions;
mod dates;
mod encoding;
mod error;
mod evaluator;
mod lists;
mod operators;
mod random;
mod replace;
mod text;
mod values;

pub use error::EvaluationError;
use error::Outcome;
pub(crate) use error::Stop;
pub(crate) use evaluator::Seen;
use evaluator::{Arguments, Evaluator};
pub(crate) use replace::Mode as ReplaceMode;

use crate::context::Context;
use crate::functions::Function;
use crate::limits::Work;
use crate::value::Value;
use crate::words::Words;

/// Returns what evaluates nodes for a record whose values `column` gives.
pub(crate) fn for_record<'e, 'a>(
    column: &'e dyn Fn(usize) -> Value<'a>,
    context: &'a Context,
    work: &'e Work,
) -> Evaluator<'e, 'a> {
    Evaluator { functions: call, column, context, work, trace: None }
}

/// Calls the function of a call.
fn call<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    match arguments.call.info.function {
        Function::IgnoreFlowIfNullOrEmpty => conditions::ignore_flow(arguments),
        Function::Iif => conditions::iif(arguments),
        Function::Switch => conditions::switch(arguments),
        Function::Coalesce => conditions::coalesce(arguments),
        Function::SelectUniqueValue => conditions::select_unique_value(arguments),
        Function::CBool => conditions::c_bool(arguments),
        Function::Not => conditions::not(arguments),
        Function::IsNull => arguments.value(0).map(|value| value.is_null().into()),
        Function::IsNullOrEmpty => arguments.value(0).map(|value| value.is_null_or_empty().into()),
        Function::IsPresent => arguments.value(0).map(|value| (!value.is_null_or_empty()).into()),
        Function::IsString => conditions::is_string(arguments),
        Function::Error => conditions::raise(arguments),
        Function::DefaultDomain => conditions::default_domain(arguments),
        Function::Redact | Function::CRef | Function::AppRoleAssignments => arguments.value(0),
        Function::Undocumented => {
            Err(arguments.error(Words::NotDocumented.with("name", arguments.call.info.name)))
        }

        Function::Append => text::append(arguments, 0, 1),
        Function::Prepend => text::append(arguments, 0, 1),
        Function::CStr => text::c_str(arguments),
        Function::InStr => text::in_str(arguments),
        Function::Left => text::left(arguments),
        Function::Len => text::len(arguments),
        Function::Mid => text::mid(arguments),
        Function::NormalizeDiacritics => text::normalize_diacritics(arguments),
        Function::PCase => text::p_case(arguments),
        Function::StripSpaces => text::strip_spaces(arguments),
        Function::ToLower => text::to_lower(arguments),
        Function::ToUpper => text::to_upper(arguments),
        Function::Trim => text::trim(arguments),
        Function::Word => text::word(arguments),
        Function::DnComponent => text::dn_component(arguments),
        Function::Replace => replace::replace(arguments),

        Function::Contains => lists::contains(arguments),
        Function::Count => lists::count(arguments),
        Function::Item => lists::item(arguments),
        Function::Join => lists::join(arguments),
        Function::RemoveDuplicates => lists::remove_duplicates(arguments),
        Function::SingleAppRoleAssignment => lists::single_role(arguments),
        Function::Split => lists::split(arguments),

        Function::CDate => dates::c_date(arguments),
        Function::DateAdd => dates::date_add(arguments),
        Function::DateDiff => dates::date_diff(arguments),
        Function::DateFromNum => dates::date_from_num(arguments),
        Function::FormatDateTime => dates::format_date_time(arguments),
        Function::Now => dates::now(arguments),
        Function::NumFromDate => dates::num_from_date(arguments),

        Function::BitAnd => encoding::bit_and(arguments),
        Function::ConvertFromBase64 => encoding::from_base64(arguments),
        Function::ConvertToBase64 => encoding::to_base64(arguments),
        Function::ConvertToUtf8Hex => encoding::to_utf8_hex(arguments),
        Function::StringFromSid => encoding::string_from_sid(arguments),

        Function::Guid => random::guid(arguments),
        Function::RandomString => random::random_string(arguments),
    }
}
