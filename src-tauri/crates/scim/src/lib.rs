//! SCIM 2.0 wire types and the requests that Entra makes, byte for byte
