//! The five mappings in evalexpr.

use evalexpr::{
    ContextWithMutableFunctions, ContextWithMutableVariables, Function, HashMapContext, Value,
    build_operator_tree,
};

use super::{Run, Sink, level};

pub fn mappings() -> Run {
    let trees = [
        "level(department, 1)",
        "level(department, 2)",
        "level(department, 3)",
        "lower(mail)",
        r#"if(enabled == "True", "active", "inactive")"#,
    ]
    .map(|text| build_operator_tree(text).expect("a valid expression"));
    let mut variables = HashMapContext::new();
    let levels = Function::new(|argument| {
        let tuple = argument.as_fixed_len_tuple(2)?;
        let text = tuple[0].as_string()?;
        Ok(Value::String(level(&text, tuple[1].as_int()?)))
    });
    variables.set_function("level".into(), levels).expect("a new function");
    let lower = Function::new(|argument| Ok(Value::String(argument.as_string()?.to_lowercase())));
    variables.set_function("lower".into(), lower).expect("a new function");
    Box::new(move |inputs| {
        let mut sink = Sink::default();
        for input in inputs {
            for (name, value) in [
                ("department", &input.department),
                ("mail", &input.mail),
                ("enabled", &input.enabled),
            ] {
                variables
                    .set_value(name.into(), Value::String(value.clone()))
                    .expect("the same type for each user");
            }
            for tree in &trees {
                match tree.eval_string_with_context(&variables) {
                    Ok(text) => sink.put(&text),
                    Err(_) => sink.put(""),
                }
            }
        }
        sink
    })
}
