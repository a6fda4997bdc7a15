//! Mappings over a directory: preview, findings, organisation tree
