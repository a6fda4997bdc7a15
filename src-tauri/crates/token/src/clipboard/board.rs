//! The clipboard of the desktop, and what is needed of one.

use zeroize::Zeroizing;

use super::error::ClipboardError;

/// What the owner thread needs of a clipboard.
pub trait Board {
    /// Puts a secret there, marked for clipboard histories to leave out where the system can.
    ///
    /// # Errors
    /// When the clipboard cannot be reached or is held by another program.
    fn set_secret(&mut self, secret: &str) -> Result<(), ClipboardError>;

    /// Puts text there that is no secret.
    ///
    /// # Errors
    /// As [`Board::set_secret`].
    fn set_text(&mut self, text: String) -> Result<(), ClipboardError>;

    /// Returns the text that is there, or `None` when there is none.
    ///
    /// # Errors
    /// As [`Board::set_secret`].
    fn text(&mut self) -> Result<Option<Zeroizing<String>>, ClipboardError>;

    /// Empties it.
    ///
    /// # Errors
    /// As [`Board::set_secret`].
    fn clear(&mut self) -> Result<(), ClipboardError>;
}

/// The clipboard of the desktop: X11 or Wayland, Windows, macOS.
///
/// Opened when it is first used, and tried again each time that failed.
#[derive(Default)]
pub struct SystemBoard(Option<arboard::Clipboard>);

impl SystemBoard {
    fn open(&mut self) -> Result<&mut arboard::Clipboard, ClipboardError> {
        match &mut self.0 {
            Some(clipboard) => Ok(clipboard),
            none => Ok(none.insert(arboard::Clipboard::new().map_err(error)?)),
        }
    }
}

impl Board for SystemBoard {
    fn set_secret(&mut self, secret: &str) -> Result<(), ClipboardError> {
        excluded(self.open()?.set()).text(secret).map_err(error)
    }

    fn set_text(&mut self, text: String) -> Result<(), ClipboardError> {
        self.open()?.set_text(text).map_err(error)
    }

    fn text(&mut self) -> Result<Option<Zeroizing<String>>, ClipboardError> {
        match self.open()?.get_text() {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            // Empty, or a picture, or bytes that are no text: in any case it is not ours.
            Err(arboard::Error::ContentNotAvailable | arboard::Error::ConversionFailure) => {
                Ok(None)
            }
            Err(other) => Err(error(other)),
        }
    }

    fn clear(&mut self) -> Result<(), ClipboardError> {
        self.open()?.clear().map_err(error)
    }
}

/// Linux: `x-kde-passwordManagerHint` is the convention that clipboard managers read.
#[cfg(target_os = "linux")]
fn excluded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

/// macOS: the type `org.nspasteboard.ConcealedType`.
#[cfg(target_os = "macos")]
fn excluded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

/// Windows: `ExcludeClipboardContentFromMonitorProcessing`, which covers the history and the cloud.
#[cfg(target_os = "windows")]
fn excluded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtWindows::exclude_from_monitoring(set)
}

fn error(error: arboard::Error) -> ClipboardError {
    match error {
        arboard::Error::ClipboardOccupied => ClipboardError::Occupied,
        other => ClipboardError::Unavailable { reason: other.to_string() },
    }
}
