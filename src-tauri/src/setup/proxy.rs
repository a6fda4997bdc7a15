//! The proxy of the connection test: with its password in this run, without in the progress file.

use footbridge_connection::{ProxyChoice, ProxyInput, ProxyPlace, ProxyProblem};

use super::view::ProxySetting;
use super::wizard::Wizard;

impl Wizard {
    /// Takes a choice of proxy. The progress keeps its address only.
    pub(crate) fn set_proxy(&mut self, input: &ProxyInput) -> Result<(), ProxyProblem> {
        let choice = input.choice()?;
        self.proxy_setting = match &choice {
            ProxyChoice::System => ProxySetting::System,
            ProxyChoice::Direct => ProxySetting::Direct,
            ProxyChoice::At(_) => choice.shown("")?.map_or(ProxySetting::Direct, ProxySetting::At),
        };
        if let ProxyInput::At { password, .. } = input {
            self.learn(password);
        }
        self.proxy = Some(choice);
        Ok(())
    }

    /// Returns the proxy for a test. One of an earlier run comes without user name and password.
    pub(crate) fn proxy(&self) -> ProxyChoice {
        self.proxy.clone().unwrap_or_else(|| match &self.proxy_setting {
            ProxySetting::System => ProxyChoice::System,
            ProxySetting::Direct => ProxyChoice::Direct,
            ProxySetting::At(place) => ProxyChoice::entered(&place.address),
        })
    }

    /// Returns the proxy as it may be shown: a password of an earlier run is not there any more.
    pub(super) fn shown_proxy(&self) -> ProxySetting {
        match &self.proxy_setting {
            ProxySetting::At(place) if self.proxy.is_none() => {
                ProxySetting::At(ProxyPlace { signs_in: false, ..place.clone() })
            }
            setting => setting.clone(),
        }
    }
}
