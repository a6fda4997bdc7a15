//! The five mappings in Rhai.

use rhai::{Engine, ImmutableString, Scope};

use super::{Run, Sink, level};

pub fn mappings() -> Run {
    let mut engine = Engine::new();
    engine.register_fn("level", |text: &str, number: i64| level(text, number));
    engine.register_fn("lower", |text: &str| text.to_lowercase());
    let scripts = [
        "level(department, 1)",
        "level(department, 2)",
        "level(department, 3)",
        "lower(mail)",
        r#"switch enabled { "True" => "active", _ => "inactive" }"#,
    ]
    .map(|text| engine.compile(text).expect("a valid script"));
    Box::new(move |inputs| {
        let mut sink = Sink::default();
        for input in inputs {
            let mut scope = Scope::new();
            scope.push_constant("department", input.department.clone());
            scope.push_constant("mail", input.mail.clone());
            scope.push_constant("enabled", input.enabled.clone());
            for script in &scripts {
                match engine.eval_ast_with_scope::<ImmutableString>(&mut scope, script) {
                    Ok(text) => sink.put(&text),
                    Err(_) => sink.put(""),
                }
            }
        }
        sink
    })
}
