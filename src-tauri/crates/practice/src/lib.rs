//! The practice tenant: a real SCIM 2.0 server on loopback
