//! Faults of connecting, of TLS, and of HTTP itself.

use crate::certificate::{Identity, Tls};
use crate::entrance::{Entrance, Then};
use crate::fault::kind::{Behaviour, Fault};
use crate::fault::makers::{fault, raw};

/// From the bottom of the network up.
pub(super) const BELOW_HTTP: &[Fault] = &[
    fault(
        "refused",
        "has a port on which nothing listens",
        "tcp.refused",
        Behaviour::Entrance(Entrance::Refused),
    ),
    fault(
        "no-connection",
        "does not answer attempts to connect",
        "tcp.timeout",
        Behaviour::Entrance(Entrance::Deaf),
    ),
    fault(
        "tls-none",
        "speaks plain HTTP where the tenant URL says https",
        "tls.not_tls",
        Behaviour::Entrance(Entrance::PlainUnderHttps),
    ),
    fault(
        "tls-silent",
        "takes the connection and never begins TLS",
        "tls.not_tls",
        Behaviour::Entrance(Entrance::SilentUnderHttps),
    ),
    fault(
        "tls-only-1-3",
        "speaks TLS 1.3 only",
        "tls.version",
        Behaviour::Entrance(Entrance::Secured(Tls::OnlyVersion13)),
    ),
    fault(
        "tls-other-suites",
        "has only cipher suites that Entra does not offer",
        "tls.version",
        Behaviour::Entrance(Entrance::Secured(Tls::OtherSuites)),
    ),
    fault(
        "tls-client-certificate",
        "wants a certificate from its clients",
        "tls.client_certificate",
        Behaviour::Entrance(Entrance::Secured(Tls::ClientCertificate)),
    ),
    fault(
        "tls-expired",
        "has a certificate that has expired",
        "tls.expired",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::Expired))),
    ),
    fault(
        "tls-not-yet-valid",
        "has a certificate that is not valid yet",
        "tls.not_yet_valid",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::NotYetValid))),
    ),
    fault(
        "tls-wrong-host",
        "has a certificate for another host",
        "tls.wrong_host",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::WrongHost))),
    ),
    fault(
        "tls-self-signed",
        "has signed its own certificate",
        "tls.untrusted",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::SelfSigned))),
    ),
    fault(
        "tls-no-intermediate",
        "does not send the intermediate certificate",
        "tls.untrusted",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::WithoutIntermediate))),
    ),
    fault(
        "tls-private-root",
        "has a certificate of a company's own authority",
        "tls.private_root",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::Private))),
    ),
    fault(
        "tls-expires-soon",
        "has a certificate that ends in ten days",
        "tls.expires_soon",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::EndsSoon))),
    ),
    raw("hangs-up", "closes the connection without an answer", "http.closed", "", Then::Close),
    raw(
        "cut-off",
        "closes the connection in the middle of its answer",
        "http.closed",
        CUT_OFF,
        Then::Close,
    ),
    raw(
        "not-http",
        "belongs to another service, which answers as SSH does",
        "http.malformed",
        "SSH-2.0-OpenSSH_9.2p1\r\n",
        Then::Close,
    ),
    raw(
        "two-lengths",
        "announces two lengths for one answer",
        "http.malformed",
        TWO_LENGTHS,
        Then::Close,
    ),
    raw("endless", "sends an answer without end", "http.too_large", OPEN_ENDED, Then::Flood),
    raw("drips", "sends its answer so slowly that it never ends", "http.timeout", LONG, Then::Drip),
];

const CUT_OFF: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\nContent-Length: 500\r\n\r\n{\"schemas\":[";
const TWO_LENGTHS: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}";
const OPEN_ENDED: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\n\r\n";
const LONG: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\nContent-Length: 100000\r\n\r\n";
