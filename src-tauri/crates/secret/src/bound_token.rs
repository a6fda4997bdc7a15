//! A bearer token together with the one place it may be sent to.

use std::fmt;

use secrecy::SecretString;

use crate::Origin;

/// A bearer token and the origin that it belongs to.
///
/// The connection test takes no other form of a token, and refuses a tenant URL of another origin
/// before it asks for a name: a token cannot be sent to a server that it was not made for.
#[derive(Clone)]
pub struct BoundToken {
    secret: SecretString,
    origin: Origin,
}

impl BoundToken {
    /// Binds a token to an origin. Whoever calls this says that the admin made or gave the token for
    /// this very place.
    pub fn new(secret: SecretString, origin: Origin) -> Self {
        BoundToken { secret, origin }
    }

    /// Returns the secret, to be exposed only where it leaves for its origin.
    pub fn secret(&self) -> &SecretString {
        &self.secret
    }

    /// Returns the only origin to which it may be sent.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }
}

impl fmt::Debug for BoundToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundToken").field("origin", &self.origin).finish_non_exhaustive()
    }
}
