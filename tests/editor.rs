//! The expression editor in the real window, by keyboard alone: what only the real engine shows,
//! such as the content security policy, computed roles, and colours.

use footbridge_tests::{Window, data};
use thirtyfour::Key;

const FIELD: &str = ".cm-content";

/// Looks at the page as axe does, and takes its picture.
async fn look(window: &Window, name: &str) {
    window.stands_still().await;
    window.picture(name);
    let violations = window.accessibility_violations().await;
    assert!(violations.is_empty(), "{name}: {violations:#?}");
}

/// Presses the button of this name, reached by Tab.
async fn press(window: &Window, name: &str) {
    window.tab_to(name).await;
    window.press(Key::Enter).await;
}

/// Opens the window at the mapping of `title`, as an expression, with the focus in its text.
async fn at_an_expression(users: &str) -> Window {
    let window = Window::open(&data(users), &[]).await;
    window.sees("What are you connecting?").await;
    // A refused style would leave the editor undressed without a word. What the engine itself writes
    // into an edited line has no source; it is refused, and the editor draws the line anew.
    window
        .script(
            "window.refused = []; document.addEventListener('securitypolicyviolation', (event) => {
                if (event.violatedDirective !== 'style-src-attr' || event.sourceFile)
                    window.refused.push(`${event.violatedDirective} ${event.sourceFile}`);
            }); return ''",
        )
        .await;
    press(&window, "Other SCIM application").await;
    window.sees("What you need").await;
    window.step("Mapping").await;
    press(&window, "Choose a file").await;
    window.sees(users).await;
    press(&window, "Edit the mapping to title").await;
    window.press(Key::Right).await;
    window.press(Key::Right).await;
    window.sees("Function reference").await;
    window.tab_to("Function reference").await;
    window.press(Key::Tab).await;
    window
}

/// Returns the text that stands in the field.
async fn text(window: &Window) -> String {
    window
        .script("return [...document.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n')")
        .await
}

/// Waits until the field holds `wanted`.
async fn holds(window: &Window, wanted: &str) {
    window.until(|| async { text(window).await == wanted }, wanted).await;
}

/// Returns the completion that Enter would take.
async fn chosen_option(window: &Window) -> String {
    let chosen = ".cm-tooltip-autocomplete [aria-selected] .cm-completionLabel";
    window.script(&format!("return document.querySelector('{chosen}')?.textContent ?? ''")).await
}

/// Replaces what stands in the field, which has the focus.
async fn write(window: &Window, text: &str) {
    window.chord(Key::Control, 'a').await;
    window.press(text).await;
}

#[tokio::test]
async fn an_expression_is_written_by_keyboard_alone() {
    let window = at_an_expression("entra-download-users.csv").await;
    holds(&window, "[jobTitle]").await;
    let (role, name) = window.role_and_name(FIELD).await;
    assert_eq!((role.as_str(), name.as_str()), ("textbox", "Expression"));

    // Completion: a listbox of which the field names the option, the first one chosen by Enter.
    write(&window, "tolo").await;
    window.sees("The text in lower case.").await;
    look(&window, "editor-completion").await;
    let (role, name) = window.role_and_name(".cm-tooltip-autocomplete ul").await;
    assert_eq!((role.as_str(), name.as_str()), ("listbox", "Completions"));
    let (role, name) = window.role_and_name(".cm-tooltip-autocomplete [aria-selected]").await;
    assert_eq!(role, "option");
    assert!(name.starts_with("ToLower"), "{name}");
    window.press(Key::Enter).await;
    holds(&window, "ToLower(, )").await;
    window.sees("source, culture?").await;
    window.press("[jo").await;
    window.until(|| async { chosen_option(&window).await == "[jobTitle]" }, "an attribute").await;
    look(&window, "editor-attributes").await;
    window.press(Key::Enter).await;
    holds(&window, "ToLower([jobTitle], )").await;
    window.sees("chief executive officer").await;
    window.sees("12 people change").await;
    look(&window, "editor-result").await;

    // Undo is the field's own; the table has nothing to undo.
    window.chord(Key::Control, 'z').await;
    window.until(|| async { text(&window).await != "ToLower([jobTitle], )" }, "undo").await;
    window.chord(Key::Control, 'y').await;
    holds(&window, "ToLower([jobTitle], )").await;

    // Escape closes the completions first, then the editor, and what was typed is kept.
    write(&window, "Switch([country], \"abroad\", \"Norway\", ToUp").await;
    window.sees("The text in capitals.").await;
    window.press(Key::Escape).await;
    window.misses("The text in capitals.").await;
    window.sees("Save mapping").await;
    window.press(Key::Escape).await;
    window.misses("Save mapping").await;
    window.sees("Not saved yet").await;
    press(&window, "Edit the mapping to title").await;
    window.tab_to("Function reference").await;
    window.press(Key::Tab).await;
    holds(&window, "Switch([country], \"abroad\", \"Norway\", ToUp)").await;

    // What is wrong is said under the text, and mended by one press.
    write(&window, "Toupper([jobTitle], )").await;
    window.sees("Write ToUpper").await;
    look(&window, "editor-problem").await;
    press(&window, "Write ToUpper").await;
    holds(&window, "ToUpper([jobTitle], )").await;
    window.sees("CHIEF EXECUTIVE OFFICER").await;

    assert_eq!(
        window.script("return window.refused.join(' ')").await,
        "",
        "the content security policy refused nothing"
    );
    window.close().await;
}

#[tokio::test]
async fn a_trace_and_its_text_mark_each_other() {
    let window = at_an_expression("entra-download-users.csv").await;
    let expression = "IIF([country] = \"Norway\", ToUpper([department], ), Trim([jobTitle]))";
    write(&window, expression).await;
    window.sees("FJORDKRAFT > MANAGEMENT").await;
    window.sees("not looked at").await;
    look(&window, "editor-trace").await;
    let marked =
        "return [...document.querySelectorAll('.cm-marked')].map((e) => e.textContent).join('')";
    window.tab_to("IIF(…)").await;
    window.press(Key::Down).await;
    window
        .until(|| async { window.script(marked).await == "[country] = \"Norway\"" }, "marked")
        .await;
    let (role, name) = window.role_and_name("[role=tree] [role=treeitem]:focus").await;
    assert_eq!(role, "treeitem");
    assert_eq!(name, "condition: [country] = \"Norway\", True");
    look(&window, "editor-trace-marked").await;
    window.close().await;
}

#[tokio::test]
async fn the_function_reference_is_searched_and_inserts() {
    let window = at_an_expression("entra-download-users.csv").await;
    write(&window, " ").await;
    window.press(Key::F1).await;
    window.sees("Insert at the caret").await;
    window.press("domain").await;
    look(&window, "editor-reference").await;
    window.chord(Key::Control, 'a').await;
    window.press("coal").await;
    window.sees("gives for Astrid Nygård").await;
    window.press(Key::Enter).await;
    holds(&window, " Coalesce()").await;
    let (role, _) = window.role_and_name(":focus").await;
    assert_eq!(role, "textbox", "the field has the focus again");
    window.close().await;
}

#[tokio::test]
async fn the_editor_in_both_themes_and_sizes() {
    let window = at_an_expression("entra-download-users.csv").await;
    let long = "IIF(IsNullOrEmpty([department]), \"No department\", Switch([country], [department], \
                \"Norway\", Append(ToUpper([department], ), \" (NO)\"), \"Sweden\", \
                Replace([department], , \"(?s)^(?:(?:[^>]*>){1}\\\\s*(?<level>[^>]*?)\\\\s*(?:>.*)?|.*)$\", \
                , \"${level}\", , )))";
    write(&window, long).await;
    window.sees("FJORDKRAFT > MANAGEMENT > EXECUTIVE OFFICE (NO)").await;
    for theme in ["light", "dark"] {
        window.theme(theme).await;
        for (width, height) in [(800, 900), (1240, 1000)] {
            window.resize(width, height).await;
            window.scroll_to(FIELD).await;
            look(&window, &format!("editor-{theme}-{width}")).await;
            assert_eq!(window.overflow().await, 0, "{width} px scrolls sideways");
            window.scroll_to("[role=tree][aria-label*=parts]").await;
            look(&window, &format!("editor-{theme}-{width}-result")).await;
            window.press(Key::F1).await;
            window.sees("Insert at the caret").await;
            look(&window, &format!("editor-{theme}-{width}-reference")).await;
            window.press(Key::Escape).await;
            window.misses("Insert at the caret").await;
        }
    }
    window.close().await;
}

#[tokio::test]
async fn suggestions_come_with_their_result() {
    let window = Window::open(&data("entra-download-users.csv"), &[]).await;
    window.sees("What are you connecting?").await;
    press(&window, "Other SCIM application").await;
    window.sees("What you need").await;
    window.step("Mapping").await;

    // Without people an expression can be written, and nothing is said about anybody.
    press(&window, "Show the mappings").await;
    press(&window, "Edit the mapping to name.formatted").await;
    window.sees("Load users to see the result.").await;
    window.sees("Ctrl+Space completes").await;
    look(&window, "editor-nobody").await;
    press(&window, "Edit the mapping to name.formatted").await;

    press(&window, "Load a file").await;
    press(&window, "Try with 25 sample people").await;
    window.sees("Kari Nordmann").await;
    press(&window, "User:department").await;
    window.sees("suggestions from your data").await;
    window.sees("Nothing changes for anybody.").await;
    press(&window, "suggestions from your data").await;
    window.sees("Level 2 of").await;
    look(&window, "editor-suggestions").await;
    press(&window, "Use this: Level 2 of").await;
    window.sees("people change.").await;
    assert!(text(&window).await.starts_with("Replace([department]"), "it is written, not saved");
    look(&window, "editor-suggestion-taken").await;
    window.close().await;
}
