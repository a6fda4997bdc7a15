//! How a connection is met before there is any HTTP: with TLS, with none, with bytes that are no
//! answer, or not at all; and how long it may take to ask.

use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use crate::entrance::{Entrance, Raw, Then};
use crate::lock::lock;
use crate::shared::Tenant;
use crate::waiting::{Place, Waiting};

/// A client has this long to shake hands, and again to send the head of each request.
const HEAD_WITHIN: Duration = Duration::from_secs(10);

/// The pause between two dripped bytes.
const DRIP: Duration = Duration::from_millis(100);

/// The longest request head that is read before bytes are answered that are no answer.
const HEAD: usize = 64 * 1024;

/// Meets connections until the tenant stops, and then waits until the last one has ended.
pub(crate) async fn meet_all(listener: TcpListener, tenant: Arc<Tenant>, answers: Router) {
    let (stop, waiting) = (tenant.stop.clone(), Waiting::default());
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                let guest = Guest::new(&waiting, Arc::clone(&tenant), answers.clone());
                connections.spawn(guest.meet(stream));
            }
            // Too many open files: there will be room again.
            Err(_) => drop(stop.run_until_cancelled(sleep(Duration::from_secs(1))).await),
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// One connection, and what it needs to be met.
struct Guest {
    tenant: Arc<Tenant>,
    answers: Router,
    waiting: Waiting,
    /// Cancelled when others need the place.
    let_go: CancellationToken,
    /// There while no request is being answered.
    place: Mutex<Option<Place>>,
}

impl Guest {
    fn new(waiting: &Waiting, tenant: Arc<Tenant>, answers: Router) -> Self {
        let let_go = CancellationToken::new();
        let place = Mutex::new(Some(waiting.enter(&let_go)));
        Guest { tenant, answers, waiting: waiting.clone(), let_go, place }
    }

    /// Meets the connection. Whoever goes away meanwhile is not missed.
    async fn meet(self, mut stream: TcpStream) {
        let condition = self.tenant.condition();
        let (stop, let_go) = (self.tenant.stop.clone(), self.let_go.clone());
        let meeting = async {
            if let Some(config) = &condition.tls {
                let shaking = TlsAcceptor::from(Arc::clone(config)).accept(stream);
                if let Ok(Ok(stream)) = timeout(HEAD_WITHIN, shaking).await {
                    self.serve(stream).await;
                }
                return;
            }
            match condition.entrance {
                Entrance::Raw(raw) => {
                    drop(stop.run_until_cancelled(answer(&mut stream, raw)).await);
                }
                Entrance::SilentUnderHttps => stop.cancelled().await,
                _ => self.serve(stream).await,
            }
        };
        let _ended: Option<()> = let_go.run_until_cancelled(meeting).await;
    }

    /// Answers requests until the client has no more, or the tenant stops.
    async fn serve(&self, stream: impl AsyncRead + AsyncWrite + Send + Unpin) {
        let answers = TowerToHyperService::new(self.answers.clone());
        let service = service_fn(|request: Request<Incoming>| {
            drop(lock(&self.place).take());
            let answering = answers.call(request);
            async {
                let answer = answering.await;
                *lock(&self.place) = Some(self.waiting.enter(&self.let_go));
                answer
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_WITHIN)
            .serve_connection(TokioIo::new(stream), service);
        let mut connection = pin!(connection);
        tokio::select! {
            ended = connection.as_mut() => return drop(ended),
            () = self.tenant.stop.cancelled() => connection.as_mut().graceful_shutdown(),
        }
        drop(connection.await);
    }
}

async fn answer(stream: &mut TcpStream, raw: Raw) -> io::Result<()> {
    let reading = async {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") && head.len() < HEAD {
            head.push(stream.read_u8().await?);
        }
        io::Result::Ok(())
    };
    timeout(HEAD_WITHIN, reading).await??;
    stream.write_all(raw.bytes.as_bytes()).await?;
    match raw.then {
        Then::Close => stream.shutdown().await,
        Then::Drip => loop {
            stream.write_all(b" ").await?;
            sleep(DRIP).await;
        },
        Then::Flood => loop {
            stream.write_all(&[b' '; 16 * 1024]).await?;
        },
    }
}
