//! Entra's attribute-mapping expressions: parse, check, compile, evaluate. No I/O, no clock of its own
