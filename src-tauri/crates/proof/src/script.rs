//! What a proof does, with whom: the people and groups that it makes up, the dialects one after the
//! other, then the other set-ups.

use footbridge_mapping::Context;
use footbridge_scim::{ResourceType, TenantUrl};
use footbridge_secret::secret_shape;
use uuid::Uuid;

use crate::changes::{change, current_name, switch};
use crate::code::Code;
use crate::deletion::delete;
use crate::error::ProofError;
use crate::groups::{self, Team};
use crate::person::Person;
use crate::report::Dialect;
use crate::request::{Dialects, ProofRequest, Subjects};
use crate::run::{Run, Stop};
use crate::setups::{self, MANY};
use crate::users::{self, Subject};

/// Everybody who is made up for one dialect.
struct Cast {
    dialect: Dialect,
    tenant: TenantUrl,
    person: Person,
    colleague: Option<Person>,
    group: Option<String>,
}

impl Cast {
    fn subject(&self) -> Subject<'_> {
        Subject { tenant: &self.tenant, dialect: self.dialect, person: &self.person }
    }
}

/// Everybody who is made up for the other set-ups.
struct Extras {
    person: Person,
    manager: Person,
    crowd: Vec<Person>,
    group: Option<String>,
}

/// What a proof does, with whom.
pub(crate) struct Script {
    subjects: Subjects,
    casts: Vec<Cast>,
    extras: Option<Extras>,
}

impl Script {
    pub(crate) fn new(request: &ProofRequest, tenant: &TenantUrl) -> Result<Self, ProofError> {
        let domain = domain(&request.domain)?;
        let context = Context::new(request.now);
        let dialects = match request.dialects {
            Dialects::OfTenantUrl => vec![Dialect::of(tenant.dialect())],
            Dialects::Plain => vec![Dialect::Plain],
            Dialects::Flag => vec![Dialect::Flag],
            Dialects::Both => vec![Dialect::Plain, Dialect::Flag],
        };
        let mut tags = (0..).map(|number| tag(request.guid, number));
        let mut next = || tags.next().unwrap_or_default();
        let has_groups = request.subjects != Subjects::Users;
        let made_up = |tag: String| Person::made_up(&request.table, &context, &tag, &domain);
        let mut casts = Vec::new();
        for dialect in dialects {
            casts.push(Cast {
                dialect,
                tenant: tenant.in_dialect(dialect.patch()),
                person: made_up(next())?,
                colleague: has_groups.then(|| made_up(next())).transpose()?,
                group: has_groups.then(&mut next),
            });
        }
        let extras = match request.dialects {
            Dialects::Both => {
                let mut plain = || Person::plain(&context, &next(), &domain);
                let (person, manager) = (plain()?, plain()?);
                let crowd = if has_groups { MANY } else { 0 };
                let crowd = (0..crowd).map(|_| plain()).collect::<Result<_, _>>()?;
                Some(Extras { person, manager, crowd, group: has_groups.then(next) })
            }
            _ => None,
        };
        Ok(Script { subjects: request.subjects, casts, extras })
    }

    /// Returns everybody, the one first who is proved first.
    pub(crate) fn people(&self) -> Vec<&Person> {
        let casts = self.casts.iter();
        let of_casts = casts.flat_map(|cast| [Some(&cast.person), cast.colleague.as_ref()]);
        let extras = self.extras.iter();
        let of_extras =
            extras.flat_map(|it| [&it.person, &it.manager].into_iter().chain(&it.crowd));
        of_casts.flatten().chain(of_extras).collect()
    }

    /// Returns the names of the groups.
    pub(crate) fn groups(&self) -> Vec<String> {
        let of_casts = self.casts.iter().filter_map(|cast| cast.group.as_ref());
        let of_extras = self.extras.iter().filter_map(|extras| extras.group.as_ref());
        of_casts.chain(of_extras).map(|tag| groups::name(tag)).collect()
    }

    /// Makes every request, until one ends the proof. Every name is looked for before the first write.
    pub(crate) async fn play(&self, run: &mut Run<'_>) -> Result<(), Stop> {
        let mut scenes = Vec::new();
        for cast in &self.casts {
            let subject = cast.subject();
            users::free(run, subject, "users.free").await?;
            let colleague = cast.colleague.as_ref().map(|person| Subject { person, ..subject });
            let team = self.team(run, cast, cast.group.as_deref(), colleague).await?;
            scenes.push((cast, team));
        }
        let mut setups = None;
        if let (Some(extras), Some(cast)) = (&self.extras, self.casts.first()) {
            let subject = Subject { person: &extras.person, ..cast.subject() };
            setups::free(run, subject, &extras.manager, &extras.crowd).await?;
            let team = self.team(run, cast, extras.group.as_deref(), None).await?;
            setups = Some((subject, extras, team));
        }
        for (cast, team) in scenes {
            self.scene(run, cast, team).await?;
        }
        let Some((subject, extras, team)) = setups else { return Ok(()) };
        let crowd = team.map(|team| (team, extras.crowd.as_slice()));
        setups::prove(run, subject, &extras.manager, crowd).await
    }

    /// Looks whether the name of a group is free. Returns nothing where there is no group, or where
    /// users are proved though a query for groups is not answered. A name that is taken ends
    /// everything.
    async fn team<'s>(
        &self,
        run: &mut Run<'_>,
        cast: &'s Cast,
        tag: Option<&'s str>,
        colleague: Option<Subject<'_>>,
    ) -> Result<Option<Team<'s>>, Stop> {
        let Some(tag) = tag else { return Ok(None) };
        let team = Team { tenant: &cast.tenant, dialect: cast.dialect, tag };
        let key = if colleague.is_some() { "groups.free" } else { "setups.free_group" };
        match groups::free(run, team, colleague, key).await {
            Ok(()) => Ok(Some(team)),
            // Who cannot be asked for groups can be asked for people.
            Err(Stop::Ended)
                if self.subjects != Subjects::Groups && !run.record.has_seen(Code::NameTaken) =>
            {
                Ok(None)
            }
            Err(stop) => Err(stop),
        }
    }

    /// Proves a person and a group in one dialect.
    async fn scene(
        &self,
        run: &mut Run<'_>,
        cast: &Cast,
        team: Option<Team<'_>>,
    ) -> Result<(), Stop> {
        let Cast { dialect, tenant, .. } = cast;
        let subject = cast.subject();
        let (id, user) = users::create(run, subject).await?;
        if self.subjects != Subjects::Groups {
            users::kept(run, subject, &user);
            users::duplicate(run, subject, &id).await?;
            change(run, subject, &id).await?;
            switch(run, subject, &id).await?;
        }
        if let (Some(team), Some(colleague)) = (team, &cast.colleague) {
            run.record.begin(*dialect, "groups.colleague", None);
            let other = Subject { person: colleague, ..subject };
            let second = setups::create(run, other, colleague).await?;
            run.record.end(None, "a second person, for the group");
            // What is wrong with groups says nothing of the rest.
            match groups::prove(run, team, [&id, &second]).await {
                Ok(()) | Err(Stop::Ended) => {}
                Err(stop) => return Err(stop),
            }
        }
        if self.subjects != Subjects::Groups {
            let (target, name) = current_name(run, subject);
            let query = subject.find(&target, &name);
            let of = (ResourceType::User, id.as_str());
            delete(run, tenant, *dialect, of, &query).await?;
        }
        Ok(())
    }
}

/// Returns the eight digits of the person or group of this number.
pub(crate) fn tag(guid: Uuid, number: u32) -> String {
    let (high, ..) = guid.as_fields();
    // Numbers far from one another, so that no name is the beginning of another one's.
    format!("{:08x}", high.wrapping_add(number.wrapping_mul(0x9e37_79b9)))
}

/// Whether a domain has two parts or more, and none is empty.
fn has_parts(domain: &str) -> bool {
    domain.contains('.') && domain.split('.').all(|part| !part.is_empty())
}

/// Returns a domain as addresses have it.
fn domain(text: &str) -> Result<String, ProofError> {
    let text = text.trim().trim_start_matches('@');
    let is_secret = secret_shape(text).is_some();
    match url::Host::parse(text) {
        Ok(url::Host::Domain(domain)) if !is_secret && has_parts(&domain) => Ok(domain),
        _ => Err(ProofError::DomainInvalid),
    }
}

#[cfg(test)]
mod tests;
