//! The record of a set-up: report, calendar entry
