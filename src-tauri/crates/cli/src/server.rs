//! Which server a task asks, with which token, and through which proxy.

use std::borrow::Cow;

use footbridge_connection::{ConnectionTest, ProxyChoice};
use footbridge_finding::Explain as _;
use footbridge_secret::{BoundToken, KnownSecrets, Origin, secret_in_url};
use footbridge_token::{Keyring, KeyringError};
use footbridge_vendor::Profile;

use crate::arguments::ServerOptions;
use crate::output::{Failure, LANGUAGE};
use crate::runtime::now;
use crate::secrets::{from_variable, line_of_input};
use crate::tenant::Tenant;
use crate::token::KEYRING_PATIENCE;
use crate::vendor;

/// A server, before its token is asked for.
pub(crate) struct Server {
    profile: Option<Cow<'static, Profile>>,
    tenant: Tenant,
    proxy: ProxyChoice,
}

impl Server {
    /// Finds the server that the arguments mean.
    pub(crate) fn of(options: &ServerOptions) -> Result<Self, Failure> {
        let profile = options.vendor.as_deref().map(vendor::profile).transpose()?;
        let (url, confirmed) = (options.url.as_deref(), options.confirm_host.as_deref());
        let tenant = Tenant::of(profile.as_deref(), url, confirmed)?;
        Ok(Server { profile, tenant, proxy: proxy(options)? })
    }

    /// Returns the vendor's profile, where one was named.
    pub(crate) fn profile(&self) -> Option<&Profile> {
        self.profile.as_deref()
    }

    /// Returns the tenant URL, or what is wrong with it.
    pub(crate) fn usable_url(&self) -> Result<&str, Failure> {
        self.tenant.usable_origin().map(|_| self.tenant.url.as_str())
    }

    /// Reads the token, and returns all that is needed to ask the server.
    pub(crate) async fn connection(
        &self,
        options: &ServerOptions,
    ) -> Result<ConnectionTest, Failure> {
        let token = token(options, self.profile(), &self.tenant).await?;
        let mut connection = ConnectionTest::new(&self.tenant.url, token, now());
        connection.proxy = self.proxy.clone();
        Ok(connection)
    }
}

fn proxy(options: &ServerOptions) -> Result<ProxyChoice, Failure> {
    if let Some(variable) = &options.proxy_env {
        return Ok(ProxyChoice::At(from_variable(variable)?));
    }
    let entered = options.proxy.as_deref().unwrap_or_default();
    if entered.contains('@') {
        return Err(Failure::Usage(
            "everybody on this machine can read arguments; name a variable that holds the proxy \
             with its password: --proxy-env VAR"
                .to_owned(),
        ));
    }
    if secret_in_url(entered, &KnownSecrets::default()).is_some() {
        return Err(Failure::secret_in("--proxy"));
    }
    Ok(ProxyChoice::entered(entered))
}

/// Returns the token, bound to the tenant's origin.
async fn token(
    options: &ServerOptions,
    profile: Option<&Profile>,
    tenant: &Tenant,
) -> Result<BoundToken, Failure> {
    let given = match (&options.token_env, options.token_stdin, profile) {
        (Some(variable), _, _) => from_variable(variable)?,
        (None, false, Some(profile)) => return saved(profile, &tenant.usable_origin()?).await,
        (None, _, _) => line_of_input("Token")?,
    };
    // Without an origin nothing is sent: the run ends at the URL, and says why.
    let origin = tenant.origin.clone().map_or_else(|| Origin::parse("https://tenant.invalid"), Ok);
    let origin = origin.map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(BoundToken::new(given, origin))
}

/// Returns the token that was saved for this vendor and origin, and for no other.
async fn saved(profile: &Profile, origin: &Origin) -> Result<BoundToken, Failure> {
    let (keyring, vendor) = (Keyring::new(), profile.saved_tokens());
    let loaded = keyring.load(&vendor, origin, KEYRING_PATIENCE).await;
    let Err(error @ KeyringError::NoEntry) = loaded else { return Ok(loaded?) };
    // A keyring that cannot be searched does not say where else.
    let places = keyring.places(&vendor, KEYRING_PATIENCE).await.unwrap_or_default();
    let elsewhere =
        places.iter().map(|place| format!("One is saved for {place}, and goes nowhere else."));
    let lines: Vec<String> =
        [format!("None is saved for {origin}.")].into_iter().chain(elsewhere).collect();
    let mut finding = error.explain(&LANGUAGE).with_evidence(lines.join("\n"));
    finding.fixes = vec![format!(
        "Give the token for {origin} anew, with --token-env or --token-stdin, or save it with \
         `footbridge token --save`."
    )];
    Err(Failure::Told(Box::new(finding)))
}
