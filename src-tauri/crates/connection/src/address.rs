//! Which addresses Entra can reach, and which nobody should send a token to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where an address lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// On the internet.
    Public,
    /// On this computer.
    Loopback,
    /// In a private network (RFC 1918, RFC 4193, RFC 1122's 0/8) or behind a carrier's NAT
    /// (RFC 6598).
    Private,
    /// On the local link, where clouds keep their metadata services.
    LinkLocal,
}

/// Returns where `address` lies. An IPv4 address inside an IPv6 address counts as itself.
pub(crate) fn reach(address: IpAddr) -> Reach {
    match address.to_canonical() {
        IpAddr::V4(v4) => reach_v4(v4),
        IpAddr::V6(v6) => reach_v6(v6),
    }
}

fn reach_v4(address: Ipv4Addr) -> Reach {
    let [a, b, ..] = address.octets();
    // The unspecified address is where a client reaches its own computer; the rest of its network
    // (RFC 1122 §3.2.1.3) may be routed.
    if address.is_loopback() || address.is_unspecified() {
        Reach::Loopback
    } else if address.is_link_local() {
        Reach::LinkLocal
    } else if address.is_private() || a == 0 || (a == 100 && (64..128).contains(&b)) {
        Reach::Private
    } else {
        Reach::Public
    }
}

fn reach_v6(address: Ipv6Addr) -> Reach {
    /// The metadata service of AWS over IPv6.
    const AWS_METADATA: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);
    if address.is_loopback() || address.is_unspecified() {
        Reach::Loopback
    } else if address.is_unicast_link_local() || address == AWS_METADATA {
        Reach::LinkLocal
    } else if address.is_unique_local() {
        Reach::Private
    } else {
        Reach::Public
    }
}

/// Tells whether a host, as a URL has it, is this computer by its very name.
///
/// A name may all the same lead elsewhere, by DNS or a hosts file.
pub(crate) fn is_loopback_host<S: AsRef<str>>(host: &url::Host<S>) -> bool {
    match host {
        url::Host::Domain(name) => {
            let name = name.as_ref().trim_end_matches('.');
            name.eq_ignore_ascii_case("localhost") || name.ends_with(".localhost")
        }
        url::Host::Ipv4(v4) => reach(IpAddr::V4(*v4)) == Reach::Loopback,
        url::Host::Ipv6(v6) => reach(IpAddr::V6(*v6)) == Reach::Loopback,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_placed() {
        let cases = [
            ("203.0.113.7", Reach::Public),
            ("127.0.0.1", Reach::Loopback),
            ("127.9.9.9", Reach::Loopback),
            ("0.0.0.0", Reach::Loopback),
            ("0.0.0.1", Reach::Private),
            ("0.127.0.1", Reach::Private),
            ("10.1.2.3", Reach::Private),
            ("172.16.0.1", Reach::Private),
            ("172.32.0.1", Reach::Public),
            ("192.168.1.1", Reach::Private),
            ("100.64.0.1", Reach::Private),
            ("100.128.0.1", Reach::Public),
            ("169.254.169.254", Reach::LinkLocal),
            ("::1", Reach::Loopback),
            ("::", Reach::Loopback),
            ("::ffff:127.0.0.1", Reach::Loopback),
            ("::127.0.0.1", Reach::Public),
            ("64:ff9b::7f00:1", Reach::Public),
            ("fe80::1", Reach::LinkLocal),
            ("fd12::1", Reach::Private),
            ("fd00:ec2::254", Reach::LinkLocal),
            ("::ffff:10.0.0.1", Reach::Private),
            ("::ffff:169.254.169.254", Reach::LinkLocal),
            ("2001:db8::1", Reach::Public),
        ];
        for (address, expected) in cases {
            assert_eq!(reach(address.parse().unwrap()), expected, "{address}");
        }
    }
}
