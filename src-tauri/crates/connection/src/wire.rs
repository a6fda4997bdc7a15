//! The connection that requests go over: the one that the earlier stages opened, kept as long as
//! the server keeps it, and opened again in the same way when it is gone.
//!
//! No other address is spoken to than the one that was judged, and no redirect is followed.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::body::Incoming;
use hyper::client::conn::{http1, http2};
use hyper::header::{HOST, HeaderMap, HeaderValue};
use hyper::rt::Executor;
use hyper::{Method, Request, Response, Uri};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::fault::{Fault, of_io};
use crate::limits::Limits;
use crate::proxy::Proxy;
use crate::stream::Opened;
use crate::target::Target;
use crate::tls;

/// As many bytes of headers are read over HTTP/2; over HTTP/1 it is a little less.
const READ_HEADERS: u32 = 4 * 1024 * 1024;

/// How connections to the tenant are opened.
pub(crate) struct Route {
    pub(crate) target: Target,
    pub(crate) proxy: Option<Proxy>,
    /// The address that was judged and connected to: the server's, or the proxy's.
    pub(crate) address: SocketAddr,
    /// Nothing for a tenant URL that begins with `http`.
    pub(crate) tls: Option<Arc<ClientConfig>>,
    pub(crate) limits: Limits,
}

/// One request as it goes out.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// A request that was not answered.
struct Failed {
    fault: Fault,
    /// Nothing of it has left.
    unsent: bool,
}

impl Failed {
    fn before(fault: Fault) -> Self {
        Failed { fault, unsent: true }
    }
}

/// Sends requests over one connection at a time.
pub(crate) struct Wire {
    route: Route,
    line: Mutex<Option<Line>>,
}

/// A connection between two requests.
enum Line {
    /// Nothing has gone over it.
    Fresh(Opened),
    /// A request has, and the server may have closed it since.
    Used(Requests),
}

/// The side of a connection that takes requests, and what reads and writes the other. With it goes
/// the connection, whatever the server does.
struct Requests {
    sender: Sender,
    tasks: Tasks,
}

/// The tasks of one connection.
#[derive(Clone, Default)]
struct Tasks(Arc<Mutex<JoinSet<()>>>);

impl Tasks {
    fn running(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<F: Future<Output = ()> + Send + 'static> Executor<F> for Tasks {
    fn execute(&self, task: F) {
        self.running().spawn(task);
    }
}

impl Drop for Requests {
    fn drop(&mut self) {
        self.tasks.running().abort_all();
    }
}

enum Sender {
    Http1(http1::SendRequest<String>),
    Http2(http2::SendRequest<String>),
}

impl Wire {
    pub(crate) fn new(route: Route, opened: Opened) -> Self {
        Wire { route, line: Mutex::new(Some(Line::Fresh(opened))) }
    }

    /// Returns the server that requests go to.
    pub(crate) fn target(&self) -> &Target {
        &self.route.target
    }

    /// Returns the address that was judged and connected to.
    pub(crate) fn address(&self) -> SocketAddr {
        self.route.address
    }

    /// Sends a request and returns its answer once the headers are there.
    ///
    /// A connection that had been used may have been closed meanwhile, which says nothing about
    /// the server: the request is then made on a new one. One that writes is not, when it may have
    /// reached the server.
    pub(crate) async fn send(&self, request: &Outgoing) -> Result<Response<Incoming>, Fault> {
        let line = self.line.lock().unwrap_or_else(PoisonError::into_inner).take();
        let opened = match line {
            Some(Line::Used(requests)) => match self.ask(requests, request).await {
                Err(Failed { fault: Fault::Closed, unsent })
                    if unsent || request.method == Method::GET =>
                {
                    self.route.open().await?
                }
                settled => return settled.map_err(|failed| failed.fault),
            },
            Some(Line::Fresh(opened)) => opened,
            None => self.route.open().await?,
        };
        let answered = self.ask(Requests::over(opened).await?, request).await;
        answered.map_err(|failed| failed.fault)
    }

    async fn ask(
        &self,
        mut requests: Requests,
        request: &Outgoing,
    ) -> Result<Response<Incoming>, Failed> {
        let answer = requests.send(request).await?;
        let line = Some(Line::Used(requests));
        *self.line.lock().unwrap_or_else(PoisonError::into_inner) = line;
        Ok(answer)
    }
}

impl Route {
    async fn open(&self) -> Result<Opened, Fault> {
        let connecting = timeout(self.limits.connect, TcpStream::connect(self.address));
        let stream = connecting
            .await
            .map_err(|_| Fault::TimedOut)?
            .map_err(|error| of_io(error.kind()).unwrap_or(Fault::Unreachable))?;
        drop(stream.set_nodelay(true));
        let stream = match &self.proxy {
            Some(proxy) => {
                let tunnel = proxy.tunnel(stream, &self.target, &self.limits).await;
                tunnel.value.ok_or(Fault::Closed)?
            }
            None => stream,
        };
        match &self.tls {
            Some(config) => tls::again(stream, &self.target, config, &self.limits).await,
            None => Opened::plain(stream, self.proxy.as_ref()),
        }
    }
}

impl Requests {
    /// Begins HTTP on a connection.
    async fn over(opened: Opened) -> Result<Self, Fault> {
        let io = TokioIo::new(opened.stream);
        let tasks = Tasks::default();
        // How a connection ended is told to the request on it.
        let sender = if opened.http2 {
            let (sender, connection) = http2::Builder::new(tasks.clone())
                .max_header_list_size(READ_HEADERS)
                .handshake(io)
                .await
                .map_err(|error| Fault::of(&error))?;
            tasks.execute(async move { drop(connection.await) });
            Sender::Http2(sender)
        } else {
            let (sender, connection) =
                http1::handshake(io).await.map_err(|error| Fault::of(&error))?;
            tasks.execute(async move { drop(connection.await) });
            Sender::Http1(sender)
        };
        Ok(Requests { sender, tasks })
    }

    async fn send(&mut self, outgoing: &Outgoing) -> Result<Response<Incoming>, Failed> {
        let mut request = Request::new(outgoing.body.clone());
        request.method_mut().clone_from(&outgoing.method);
        request.headers_mut().clone_from(&outgoing.headers);
        let uri = &outgoing.uri;
        let answered = match &mut self.sender {
            Sender::Http1(sender) => {
                // RFC 9112 §3.2.1: the path alone, and the place in a header.
                let place = uri.authority().map_or("", |authority| authority.as_str());
                if let Ok(place) = HeaderValue::from_str(place) {
                    request.headers_mut().insert(HOST, place);
                }
                *request.uri_mut() =
                    uri.path_and_query().map_or_else(Uri::default, |path| path.clone().into());
                sender.ready().await.map_err(|error| Failed::before(Fault::of(&error)))?;
                sender.try_send_request(request).await
            }
            Sender::Http2(sender) => {
                request.uri_mut().clone_from(uri);
                sender.ready().await.map_err(|error| Failed::before(Fault::of(&error)))?;
                sender.try_send_request(request).await
            }
        };
        answered.map_err(|mut error| {
            let unsent = error.take_message().is_some();
            Failed { fault: Fault::of(&error.into_error()), unsent }
        })
    }
}
