//! The five mappings in Google's Common Expression Language.

use std::sync::Arc;

use cel::{Context, Env, Value};

use super::{Run, Sink, level};

pub fn mappings() -> Run {
    let env = Arc::new(Env::stdlib());
    let programs = [
        "level(department, 1)",
        "level(department, 2)",
        "level(department, 3)",
        "lower(mail)",
        r#"enabled == "True" ? "active" : "inactive""#,
    ]
    .map(|text| env.compile(text).expect("a valid program"));
    Box::new(move |inputs| {
        let mut base = Context::with_env(Arc::clone(&env));
        base.add_function("level", |text: Arc<String>, number: i64| level(&text, number))
            .expect("a new function");
        base.add_function("lower", |text: Arc<String>| text.to_lowercase())
            .expect("a new function");
        let mut sink = Sink::default();
        for input in inputs {
            let mut context = base.new_inner_scope();
            context.add_variable_from_value("department", input.department.clone());
            context.add_variable_from_value("mail", input.mail.clone());
            context.add_variable_from_value("enabled", input.enabled.clone());
            for program in &programs {
                match program.execute(&context) {
                    Ok(Value::String(text)) => sink.put(&text),
                    _ => sink.put(""),
                }
            }
        }
        sink
    })
}
