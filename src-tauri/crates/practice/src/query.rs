//! The parameters of a query, from a query string or from the body of `/.search`
//! (RFC 7644 §3.4.2 and §3.4.3).
//!
//! Parameters of no known name are passed over, `aadOptscim062020` among them.

use std::str::FromStr;

use footbridge_scim::{Filter, Path, Projection, ScimError, ScimType, urn};
use serde_json::Value;

/// The most resources in one answer.
pub(crate) const MAX_RESULTS: usize = 200;

/// What is asked for.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) filter: Option<Filter>,
    pub(crate) projection: Projection,
    pub(crate) sort: Option<Sort>,
    /// The position of the first resource, counted from 1.
    pub(crate) start_index: usize,
    /// How many resources at most.
    pub(crate) count: usize,
}

#[derive(Debug)]
pub(crate) struct Sort {
    pub(crate) by: Path,
    pub(crate) order: SortOrder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SortOrder {
    Ascending,
    Descending,
}

/// The parameters as text, before they are understood.
#[derive(Default)]
struct Parameters {
    attributes: Vec<String>,
    excluded: Vec<String>,
    filter: Option<String>,
    sort_by: Option<String>,
    sort_order: Option<String>,
    start_index: Option<String>,
    count: Option<String>,
}

impl Query {
    /// Reads a query string, without its question mark.
    pub(crate) fn from_text(query: &str) -> Result<Self, ScimError> {
        let mut parameters = Parameters::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            parameters.set(&name, &value);
        }
        parameters.understand()
    }

    /// Reads the body of a search.
    pub(crate) fn from_body(body: &Value) -> Result<Self, ScimError> {
        let malformed = |detail: &str| ScimError::of(ScimType::InvalidSyntax, detail);
        let body = body.as_object().ok_or_else(|| malformed("the body must be an object"))?;
        let named = body.get("schemas").and_then(Value::as_array).is_some_and(|schemas| {
            schemas.iter().any(|schema| schema.as_str() == Some(urn::SEARCH_REQUEST))
        });
        if !named {
            return Err(malformed("`schemas` must name the SearchRequest message"));
        }
        let mut parameters = Parameters::default();
        for (name, value) in body {
            match value {
                Value::String(text) => parameters.set(name, text),
                Value::Number(number) => parameters.set(name, &number.to_string()),
                Value::Array(names) => {
                    names
                        .iter()
                        .filter_map(Value::as_str)
                        .for_each(|text| parameters.set(name, text));
                }
                _ => {}
            }
        }
        parameters.understand()
    }
}

impl Parameters {
    fn set(&mut self, name: &str, value: &str) {
        let names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
        match name {
            "attributes" => self.attributes.extend(names.map(str::to_owned)),
            "excludedAttributes" => self.excluded.extend(names.map(str::to_owned)),
            "filter" => self.filter = Some(value.to_owned()),
            "sortBy" => self.sort_by = Some(value.to_owned()),
            "sortOrder" => self.sort_order = Some(value.to_owned()),
            "startIndex" => self.start_index = Some(value.to_owned()),
            "count" => self.count = Some(value.to_owned()),
            _ => {}
        }
    }

    fn understand(self) -> Result<Query, ScimError> {
        let filter =
            self.filter.map(|filter| filter.parse()).transpose().map_err(|error| {
                ScimError::of(ScimType::InvalidFilter, format!("filter: {error}"))
            })?;
        let sort = self.sort_by.map(|by| Sort::new(&by, self.sort_order.as_deref())).transpose()?;
        // Negative numbers are read as the smallest sensible one (RFC 7644 §3.4.2.4).
        let start_index = whole("startIndex", self.start_index.as_deref(), 1)?.max(1);
        let count = whole("count", self.count.as_deref(), MAX_RESULTS)?.min(MAX_RESULTS);
        let projection = Projection::new(self.attributes, self.excluded)?;
        Ok(Query { filter, projection, sort, start_index, count })
    }
}

impl Sort {
    fn new(by: &str, order: Option<&str>) -> Result<Self, ScimError> {
        let refused = |detail: String| ScimError::of(ScimType::InvalidValue, detail);
        let by = Path::from_str(by).map_err(|error| refused(format!("sortBy: {error}")))?;
        let order = match order.unwrap_or("ascending") {
            "ascending" => SortOrder::Ascending,
            "descending" => SortOrder::Descending,
            _ => return Err(refused("sortOrder must be ascending or descending".to_owned())),
        };
        Ok(Sort { by, order })
    }
}

fn whole(name: &str, text: Option<&str>, default: usize) -> Result<usize, ScimError> {
    let Some(text) = text else { return Ok(default) };
    let number: i64 = text.trim().parse().map_err(|_| {
        ScimError::of(ScimType::InvalidValue, format!("{name} must be a whole number"))
    })?;
    Ok(usize::try_from(number.max(0)).unwrap_or(usize::MAX))
}
