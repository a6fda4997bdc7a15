//! The connection test: stages, negative controls, diagnosis
