//! What the real window goes through without harm: a disk that takes nothing, and values of any length.

use std::fs;

use footbridge_tests::{Window, data};

#[tokio::test]
async fn progress_that_cannot_be_written_is_said_until_it_is() {
    let window = Window::open(&data("entra-download-users.csv"), &[]).await;
    window.sees("What are you connecting?").await;
    let file = window.home().join("data/dev.footbridge.wizard/progress.json");
    drop(fs::remove_file(&file));
    // A folder in the file's place: refused to everybody, also to root, as a full disk is.
    fs::create_dir_all(file.join("in-the-way")).expect("a folder");
    window.activate("Secure Practice").await;
    window.sees("What you do is not being saved").await;
    window.step("Token").await;
    window.sees("Make the secret token").await;
    window.sees("What you do is not being saved").await;
    fs::remove_dir_all(&file).expect("it is gone");
    window.step("Vendor").await;
    window.misses("What you do is not being saved").await;
    assert!(window.progress().contains("secure-practice"), "everything is there");
    window.close().await;
}

/// The page is never wider than the window, and never holds more than what a window shows.
async fn fits_the_window(window: &Window, at: &str) {
    let script = "const wide = document.scrollingElement.scrollWidth > innerWidth; \
                  const many = document.querySelectorAll('main *').length > 5000; \
                  return `${wide ? 'wide' : 'fits'} ${many ? 'many' : 'few'}`";
    assert_eq!(window.script(script).await, "fits few", "{at}");
}

#[tokio::test]
async fn long_words_break_and_long_lists_are_cut() {
    let home = tempfile::tempdir().expect("a folder");
    let word = "x".repeat(5_000);
    let users = home.path().join("people.csv");
    let mut text = format!("userPrincipalName,displayName,department,{word}\n");
    for number in 0..3_000 {
        text.push_str(&format!("a{number}@nw.example,{word}{number},{word} > {number},{word}\n"));
    }
    fs::write(&users, text).expect("written");
    let window = Window::open_for("Secure Practice", &users, &[]).await;
    window.step("Mapping").await;
    window.activate("Choose a file").await;
    window.sees("people.csv").await;
    window.sees("3,000").await;
    for (width, height) in [(800, 700), (1240, 860)] {
        window.resize(width, height).await;
        for step in ["Vendor", "Connection", "Mapping", "Hand-over"] {
            window.step(step).await;
            fits_the_window(&window, &format!("{step} at {width}")).await;
        }
        window.picture(&format!("long-{width}"));
    }
    window.close().await;
}
