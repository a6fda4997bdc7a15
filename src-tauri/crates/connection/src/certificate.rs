//! Reads a certificate for people. Trusting one is rustls's part.

use footbridge_secret::KnownSecrets;
use jiff::Timestamp;
use rustls::pki_types::CertificateDer;
use x509_cert::Certificate;
use x509_cert::der::Decode as _;
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::time::Time;

use crate::report::CertificateFacts;

/// A certificate and what is asked about it.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) shown: CertificateFacts,
    pub(crate) not_before: Option<Timestamp>,
    pub(crate) not_after: Option<Timestamp>,
    pub(crate) self_signed: bool,
    /// An RSA key below the 2,048 bits that Entra's documentation asks for.
    pub(crate) short_key: bool,
}

impl CertificateFacts {
    /// Masks what the server has put of a secret into its certificate.
    pub(crate) fn masked(self, known: &KnownSecrets) -> Self {
        CertificateFacts {
            subject: known.mask(&self.subject),
            issuer: known.mask(&self.issuer),
            names: self.names.iter().map(|name| known.mask(name)).collect(),
            not_after: self.not_after,
        }
    }
}

/// Reads what the certificate says; nothing when it is not X.509.
pub(crate) fn read(der: &CertificateDer<'_>) -> Option<Facts> {
    let certificate = Certificate::from_der(der).ok()?;
    let body = &certificate.tbs_certificate;
    let not_after = timestamp(&body.validity.not_after);
    Some(Facts {
        shown: CertificateFacts {
            subject: body.subject.to_string(),
            issuer: body.issuer.to_string(),
            names: names(&certificate),
            not_after: not_after.map(|end| end.to_string()).unwrap_or_default(),
        },
        not_before: timestamp(&body.validity.not_before),
        not_after,
        self_signed: body.issuer == body.subject,
        short_key: short_rsa_key(&certificate),
    })
}

/// Whether a certificate of the chain has not begun while none has ended. What judges may not know:
/// Windows has one error for both.
pub(crate) fn has_not_begun(chain: &[CertificateDer<'_>], now: Timestamp) -> bool {
    let dates: Vec<Facts> = chain.iter().filter_map(read).collect();
    dates.iter().any(|facts| facts.not_before.is_some_and(|start| start > now))
        && !dates.iter().any(|facts| facts.not_after.is_some_and(|end| end <= now))
}

fn timestamp(time: &Time) -> Option<Timestamp> {
    Timestamp::from_second(i64::try_from(time.to_unix_duration().as_secs()).ok()?).ok()
}

fn names(certificate: &Certificate) -> Vec<String> {
    let Ok(Some((_, names))) = certificate.tbs_certificate.get::<SubjectAltName>() else {
        return Vec::new();
    };
    names
        .0
        .iter()
        .filter_map(|name| match name {
            GeneralName::DnsName(name) => Some(name.to_string()),
            GeneralName::IpAddress(address) => match address.as_bytes() {
                bytes @ [_, _, _, _] => <[u8; 4]>::try_from(bytes)
                    .ok()
                    .map(|octets| std::net::Ipv4Addr::from(octets).to_string()),
                bytes => <[u8; 16]>::try_from(bytes)
                    .ok()
                    .map(|octets| std::net::Ipv6Addr::from(octets).to_string()),
            },
            _ => None,
        })
        .collect()
}

fn short_rsa_key(certificate: &Certificate) -> bool {
    /// `rsaEncryption`, RFC 8017 appendix A.1.
    const RSA: &str = "1.2.840.113549.1.1.1";
    let key = &certificate.tbs_certificate.subject_public_key_info;
    // Modulus and exponent of a 2,048-bit key take 270 bytes of DER.
    key.algorithm.oid.to_string() == RSA && key.subject_public_key.raw_bytes().len() < 260
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    fn made(from: i32, to: i32) -> CertificateDer<'static> {
        let mut params = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(from, 1, 1);
        params.not_after = rcgen::date_time_ymd(to, 1, 1);
        params.self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap().der().clone()
    }

    #[test]
    fn chain_that_has_not_begun_is_told_from_one_that_has_ended() {
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let (ended, current, to_come) = (made(2024, 2026), made(2026, 2028), made(2027, 2029));
        let cases: [(&[&CertificateDer<'_>], bool); 6] = [
            (&[&to_come], true),
            (&[&current, &to_come], true),
            (&[&current], false),
            (&[&ended], false),
            (&[&to_come, &ended], false),
            (&[], false),
        ];
        for (chain, expected) in cases {
            let chain: Vec<CertificateDer<'_>> = chain.iter().map(|it| (*it).clone()).collect();
            assert_eq!(has_not_begun(&chain, now), expected, "{} certificates", chain.len());
        }
    }

    #[test]
    fn certificate_that_repeats_the_token_is_masked() {
        let known = KnownSecrets::new([&SecretString::from("Zq7Xw2Vb9Lk4Hn8")]);
        let facts = CertificateFacts {
            subject: "CN=8nH4kL9bV2wX7qZ".to_owned(),
            issuer: "CN=R11, O=Zq7Xw2Vb".to_owned(),
            names: vec!["scim.example.com".to_owned(), "zq7xw2vb9lk4hn8.example".to_owned()],
            not_after: "2027-01-30T08:00:00Z".to_owned(),
        };
        let masked = facts.masked(&known);
        assert_eq!(
            (masked.subject.as_str(), masked.issuer.as_str()),
            ("CN=••••", "CN=R11, O=••••")
        );
        assert_eq!(masked.names, ["scim.example.com", "••••.example"]);
        assert_eq!(masked.not_after, "2027-01-30T08:00:00Z", "what is ours stays");
    }
}
