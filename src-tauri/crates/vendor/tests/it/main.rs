//! Tests of the vendor crate through its public door.

#[cfg(test)]
mod facts;
#[cfg(test)]
mod fifth;
#[cfg(test)]
mod guide;
#[cfg(test)]
mod imitation;
#[cfg(test)]
mod reader;
#[cfg(test)]
mod schema;
