//! Deleting what an earlier proof left, because it was ended before it could.

use footbridge_connection::{ConnectionTest, Session};
use footbridge_secret::KnownSecrets;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::deletion::clean_up;
use crate::error::ProofError;
use crate::journal::Leftover;
use crate::limits::Limits;
use crate::record::Record;
use crate::report::LeftBehind;
use crate::run::{Creation, Run};

impl Leftover {
    /// Deletes what is left of an earlier proof. Each thing is read first: what does not hold the
    /// digits of that proof is somebody else's and stays. Returns what cannot be deleted; when that
    /// is nothing, the journal is gone.
    ///
    /// # Errors
    /// When the tenant cannot be asked. The journal stays then, as it does while something is left.
    pub async fn clean_up(
        self,
        connection: &ConnectionTest,
        limits: &Limits,
        cancel: CancellationToken,
    ) -> Result<Vec<LeftBehind>, ProofError> {
        let session = Session::open(connection, cancel.clone()).await.map_err(ProofError::NoWay)?;
        let nobody = |_| {};
        let record =
            Record::new(&connection.language, &KnownSecrets::default(), &nobody, Instant::now());
        let mut run = Run::new(&session, limits, None, record, cancel);
        run.creations = self
            .made
            .iter()
            .map(|made| Creation { made: made.clone(), is_confirmed: false, is_gone: false })
            .collect();
        let left = clean_up(&mut run, session.tenant()).await;
        if left.is_empty() {
            self.forget();
        }
        Ok(left)
    }
}
