//! The expression editor in the real window, by keyboard alone: what only the real engine shows,
//! such as the content security policy, computed roles, and colours.

use footbridge_tests::{Window, data};
use thirtyfour::Key;

const FIELD: &str = ".cm-content";

/// Opens the window at the mapping of `title`, as an expression, with the focus in its text.
async fn at_an_expression(users: &str) -> Window {
    let window = Window::open_for("Other SCIM application", &data(users), &[]).await;
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
    window.step("Mapping").await;
    window.activate("Choose a file").await;
    window.sees(users).await;
    window.edit_mappings().await;
    window.activate("People").await;
    window.open_mapping("title").await;
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
    window.look("editor-completion").await;
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
    window.look("editor-attributes").await;
    window.press(Key::Enter).await;
    holds(&window, "ToLower([jobTitle], )").await;
    window.sees("chief executive officer").await;
    window.sees("12 people change").await;
    // Beside the names of everybody in view stands what they would get.
    window.sees("With title as edited").await;
    window.sees("Hugo Lind service desk agent").await;
    window.look("editor-result").await;

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
    window.activate("Edit the mapping to title").await;
    window.tab_to("Function reference").await;
    window.press(Key::Tab).await;
    holds(&window, "Switch([country], \"abroad\", \"Norway\", ToUp)").await;

    // What is wrong is said under the text, and mended by one press.
    write(&window, "Toupper([jobTitle], )").await;
    window.sees("Write ToUpper").await;
    window.look("editor-problem").await;
    window.activate("Write ToUpper").await;
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
    window.look("editor-trace").await;
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
    window.look("editor-trace-marked").await;
    window.close().await;
}

#[tokio::test]
async fn the_function_reference_is_searched_and_inserts() {
    let window = at_an_expression("entra-download-users.csv").await;
    write(&window, " ").await;
    window.press(Key::F1).await;
    window.sees("Insert at the caret").await;
    window.press("domain").await;
    window.look("editor-reference").await;
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
            window.look(&format!("editor-{theme}-{width}")).await;
            window.scroll_to("[role=tree][aria-label*=parts]").await;
            window.look(&format!("editor-{theme}-{width}-result")).await;
            window.press(Key::F1).await;
            window.sees("Insert at the caret").await;
            window.look(&format!("editor-{theme}-{width}-reference")).await;
            window.press(Key::Escape).await;
            window.misses("Insert at the caret").await;
        }
    }
    window.close().await;
}

#[tokio::test]
async fn suggestions_come_with_their_result() {
    let users = data("entra-download-users.csv");
    let window = Window::open_for("Other SCIM application", &users, &[]).await;
    window.step("Mapping").await;

    // Without people an expression can be written, and nothing is said about anybody.
    window.activate("Show the mappings").await;
    window.open_mapping("name.formatted").await;
    window.sees("Load users to see the result.").await;
    window.sees("Ctrl+Space completes").await;
    window.look("editor-nobody").await;
    window.press(Key::Escape).await;

    window.activate("Load a file").await;
    window.activate("Try with 25 sample people").await;
    window.sees("Sample people").await;
    window.edit_mappings().await;
    window.sees("Kari Nordmann").await;
    window.open_mapping("User:department").await;
    window.sees("suggestions from your data").await;
    window.sees("Nothing changes for anybody.").await;
    window.activate("suggestions from your data").await;
    window.sees("Level 2 of").await;
    window.look("editor-suggestions").await;
    window.activate("Use this: Level 2 of").await;
    window.sees("people change.").await;
    assert!(text(&window).await.starts_with("Replace([department]"), "it is written, not saved");
    window.look("editor-suggestion-taken").await;
    window.close().await;
}
