//! What went wrong on the wire, by the types in an error's chain and never by its text.

use std::error::Error;
use std::io;

use crate::Code;

/// A failure below SCIM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Refused,
    Unreachable,
    TimedOut,
    /// Cut off, or never answered.
    Closed,
    /// Not HTTP.
    Malformed,
    TooLarge,
    /// The second handshake went otherwise than the first.
    Tls,
    /// Without TLS, and not on this computer.
    NotLoopback,
}

impl Fault {
    /// Every fault.
    pub(crate) const ALL: [Fault; 8] = [
        Fault::Refused,
        Fault::Unreachable,
        Fault::TimedOut,
        Fault::Closed,
        Fault::Malformed,
        Fault::TooLarge,
        Fault::Tls,
        Fault::NotLoopback,
    ];

    /// Returns the code for a fault of a request.
    pub(crate) fn code(self) -> Code {
        match self {
            Fault::Refused => Code::TcpRefused,
            Fault::Unreachable => Code::TcpUnreachable,
            Fault::TimedOut => Code::HttpTimeout,
            Fault::Closed => Code::HttpClosed,
            Fault::Malformed => Code::HttpMalformed,
            Fault::TooLarge => Code::HttpTooLarge,
            Fault::Tls => Code::TlsNotTls,
            Fault::NotLoopback => Code::UrlNotLoopback,
        }
    }

    /// Sorts an error of an HTTP request by the most telling link of its chain.
    pub(crate) fn of(error: &hyper::Error) -> Fault {
        let mut seen = Vec::new();
        let mut link: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(error) = link {
            seen.extend(of_link(error));
            // The source of an io::Error skips the error that it wraps.
            let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            link = match inner {
                Some(inner) => Some(inner as &(dyn Error + 'static)),
                None => error.source(),
            };
        }
        let order = [
            Fault::Tls,
            Fault::TooLarge,
            Fault::Malformed,
            Fault::Refused,
            Fault::Unreachable,
            Fault::TimedOut,
        ];
        order.into_iter().find(|fault| seen.contains(fault)).unwrap_or(Fault::Closed)
    }
}

fn of_link(error: &(dyn Error + 'static)) -> Option<Fault> {
    if error.is::<rustls::Error>() {
        return Some(Fault::Tls);
    }
    if let Some(error) = error.downcast_ref::<hyper::Error>() {
        return match error {
            error if error.is_parse_too_large() => Some(Fault::TooLarge),
            error if error.is_parse() => Some(Fault::Malformed),
            error if error.is_timeout() => Some(Fault::TimedOut),
            _ => None,
        };
    }
    if let Some(error) = error.downcast_ref::<h2::Error>() {
        // Ours, because the other side broke a rule; what the other side says ends the connection.
        return error.is_library().then_some(Fault::Malformed);
    }
    of_io(error.downcast_ref::<io::Error>()?.kind())
}

/// Sorts the error of a socket.
pub(crate) fn of_io(kind: io::ErrorKind) -> Option<Fault> {
    use io::ErrorKind as Kind;
    match kind {
        Kind::ConnectionRefused => Some(Fault::Refused),
        Kind::HostUnreachable
        | Kind::NetworkUnreachable
        | Kind::NetworkDown
        | Kind::AddrNotAvailable
        | Kind::PermissionDenied => Some(Fault::Unreachable),
        Kind::TimedOut => Some(Fault::TimedOut),
        // hyper: a chunk size that is no number, a chunk extension without end.
        Kind::InvalidInput | Kind::InvalidData => Some(Fault::Malformed),
        Kind::ConnectionReset
        | Kind::ConnectionAborted
        | Kind::BrokenPipe
        | Kind::NotConnected
        | Kind::UnexpectedEof => Some(Fault::Closed),
        _ => None,
    }
}
