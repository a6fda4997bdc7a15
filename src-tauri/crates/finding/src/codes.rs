//! The codes of a crate as an enum, with what each of them has.

/// Defines an enum of stable codes: `ALL` in their order, `as_str` with the dotted form that is promised
/// to whoever reads `--json`, and `severity`, which is how much one matters unless the circumstances say
/// otherwise. Codes are added, never renamed.
///
/// ```
/// footbridge_finding::codes! {
///     /// What a door can say.
///     pub enum DoorCode {
///         /// It is locked.
///         Locked = "door.locked", Error;
///     }
/// }
/// assert_eq!(DoorCode::Locked.as_str(), "door.locked");
/// assert_eq!(DoorCode::ALL, [DoorCode::Locked]);
/// ```
#[macro_export]
macro_rules! codes {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$doc:meta])* $variant:ident = $code:literal, $severity:ident;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every code, in the order of their definition.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// Returns the stable, dotted form.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// Returns how much it matters unless the circumstances say otherwise.
            pub fn severity(self) -> $crate::Severity {
                match self { $($name::$variant => $crate::Severity::$severity,)* }
            }
        }
    };
}
