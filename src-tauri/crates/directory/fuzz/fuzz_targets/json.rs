//! Any bytes, and any bytes inside a list of users.
#![no_main]

use footbridge_directory_fuzz::everything;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    everything(bytes);
    everything(&[b"[{\"userPrincipalName\":\"a\"},{", bytes].concat());
});
