//! The window's commands on Tauri's mock runtime, with the real configuration and capabilities.
#![expect(clippy::expect_used, reason = "a test ends at the first surprise")]

mod access;
mod bindings;
mod connection;
mod drafts;
mod exports;
mod mapping;
mod origin;
mod own;
mod practice;
mod proof;
mod restart;
mod secrets;
mod support;
mod walk;
