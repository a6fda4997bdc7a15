//! The ports of one tenant: the one it serves, and two that are held for the faults of connecting.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket};

/// How long taking the one place in the queue of the deaf port may take.
const FILLING: Duration = Duration::from_millis(200);

/// The ports of one tenant: the one it serves, and two that are held for the faults of connecting.
#[derive(Debug)]
pub(crate) struct Ports {
    pub(crate) open: u16,
    /// Bound, so that nobody else has it, and nothing listens.
    pub(crate) closed: Port<TcpSocket>,
    /// Something listens, and its queue is full.
    pub(crate) deaf: Port<(TcpListener, Option<TcpStream>)>,
}

/// A port, and what holds it.
#[derive(Debug)]
pub(crate) struct Port<T> {
    pub(crate) number: u16,
    _held: T,
}

impl Ports {
    /// Holds two ports beside the one that is open.
    pub(crate) fn around(open: SocketAddr) -> io::Result<Self> {
        let bound = || {
            let socket = TcpSocket::new_v4()?;
            socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
            socket.local_addr().map(|address| (socket, address))
        };
        let (closed, closed_at) = bound()?;
        let (deaf, deaf_at) = bound()?;
        let listener = deaf.listen(0)?;
        // The one place in the queue; whether it was there to take makes no difference.
        let filler = TcpStream::connect_timeout(&deaf_at, FILLING).ok();
        Ok(Ports {
            open: open.port(),
            closed: Port { number: closed_at.port(), _held: closed },
            deaf: Port { number: deaf_at.port(), _held: (listener, filler) },
        })
    }
}
