//! Who is asked where a name leads.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use tokio::net::lookup_host;

/// Who is asked where a name leads.
#[derive(Debug, Clone, Default)]
pub struct Names(Source);

#[derive(Debug, Clone, Default)]
enum Source {
    #[default]
    Machine,
    Given(Arc<BTreeMap<String, Vec<IpAddr>>>),
}

impl Names {
    /// This computer's own resolver, with its hosts file.
    pub fn of_this_machine() -> Self {
        Names::default()
    }

    /// Names and their addresses, in the place of this computer's resolver; no other name leads
    /// anywhere.
    ///
    /// For tests.
    pub fn given(names: &[(&str, &[IpAddr])]) -> Self {
        let names = names.iter().map(|(name, addresses)| ((*name).to_owned(), addresses.to_vec()));
        Names(Source::Given(Arc::new(names.collect())))
    }

    /// Returns where a name, or an address without brackets, leads.
    pub(crate) async fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        match &self.0 {
            Source::Machine => Ok(lookup_host((host, port)).await?.collect()),
            Source::Given(names) => {
                let written: Option<Vec<IpAddr>> = host.parse().ok().map(|address| vec![address]);
                let found = written.or_else(|| names.get(host).cloned()).unwrap_or_default();
                Ok(found.into_iter().map(|address| SocketAddr::new(address, port)).collect())
            }
        }
    }
}
