//! Three mappings over a thousand users, one thread: a level of the department, the mail address in
//! lower case, and a switch on a flag.
//!
//! The other engines get the two text functions as native ones, their program compiled before the
//! first user, and the three values bound for each user: the way they would be used here.

use cel::{Env, Value as CelValue};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use evalexpr::{
    ContextWithMutableFunctions, ContextWithMutableVariables, Function as EvalexprFunction,
    HashMapContext, Value as EvalexprValue, build_operator_tree,
};
use footbridge_expression::{Compiled, Context, Flow, Value, parse, suggestions};
use std::hint::black_box;
use std::sync::Arc;

struct User {
    department: String,
    mail: String,
    enabled: &'static str,
}

fn users() -> Vec<User> {
    (0..1000)
        .map(|number| User {
            department: match number % 4 {
                0 => "Sales > Field Sales > North".to_owned(),
                1 => "IT > Operations".to_owned(),
                2 => "Research & Development > Tools > Compilers".to_owned(),
                _ => "HR".to_owned(),
            },
            mail: format!("Kari.Nordmann{number}@Contoso.com"),
            enabled: if number % 9 == 0 { "False" } else { "True" },
        })
        .collect()
}

fn level(department: &str, number: i64) -> String {
    let index = usize::try_from(number - 1).unwrap_or(0);
    department.split('>').nth(index).unwrap_or_default().trim().to_owned()
}

fn engines(criterion: &mut Criterion) {
    let users = users();
    let mut group = criterion.benchmark_group("three mappings of a user");
    group.throughput(Throughput::Elements(users.len() as u64));

    let columns = ["department", "mail", "enabled"];
    let texts = [
        suggestions::level("department", ">", 2),
        "ToLower([mail], )".to_owned(),
        r#"Switch([enabled], , "True", "active", "False", "inactive")"#.to_owned(),
    ];
    let compiled: Vec<Compiled> = texts
        .iter()
        .map(|text| {
            Compiled::new(&parse(text), |name| columns.iter().position(|known| *known == name))
                .expect("a valid expression")
        })
        .collect();
    let context = Context::new(jiff::Timestamp::UNIX_EPOCH);
    group.bench_function("footbridge", |bencher| {
        bencher.iter(|| {
            let mut length = 0;
            for user in &users {
                let record = [
                    Value::from(user.department.as_str()),
                    Value::from(user.mail.as_str()),
                    Value::from(user.enabled),
                ];
                for compiled in &compiled {
                    if let Ok(Flow::Value(value)) = compiled.evaluate(record.as_slice(), &context) {
                        length += value.as_text().map_or(0, |text| text.len());
                    }
                }
            }
            black_box(length)
        });
    });

    let env = Arc::new(Env::stdlib());
    let programs =
        ["level(department, 2)", "lower(mail)", r#"enabled == "True" ? "active" : "inactive""#]
            .map(|text| env.compile(text).expect("a valid program"));
    let mut base = cel::Context::with_env(Arc::clone(&env));
    base.add_function("level", |text: Arc<String>, number: i64| level(&text, number))
        .expect("a new function");
    base.add_function("lower", |text: Arc<String>| text.to_lowercase()).expect("a new function");
    group.bench_function("cel", |bencher| {
        bencher.iter(|| {
            let mut length = 0;
            for user in &users {
                let mut context = base.new_inner_scope();
                context.add_variable_from_value("department", user.department.clone());
                context.add_variable_from_value("mail", user.mail.clone());
                context.add_variable_from_value("enabled", user.enabled);
                for program in &programs {
                    if let Ok(CelValue::String(text)) = program.execute(&context) {
                        length += text.len();
                    }
                }
            }
            black_box(length)
        });
    });

    let mut rhai = rhai::Engine::new();
    rhai.register_fn("level", |text: &str, number: i64| level(text, number));
    rhai.register_fn("lower", |text: &str| text.to_lowercase());
    let scripts = [
        "level(department, 2)",
        "lower(mail)",
        r#"switch enabled { "True" => "active", _ => "inactive" }"#,
    ]
    .map(|text| rhai.compile(text).expect("a valid script"));
    group.bench_function("rhai", |bencher| {
        bencher.iter(|| {
            let mut length = 0;
            for user in &users {
                let mut scope = rhai::Scope::new();
                scope.push_constant("department", user.department.clone());
                scope.push_constant("mail", user.mail.clone());
                scope.push_constant("enabled", user.enabled.to_owned());
                for script in &scripts {
                    if let Ok(text) =
                        rhai.eval_ast_with_scope::<rhai::ImmutableString>(&mut scope, script)
                    {
                        length += text.len();
                    }
                }
            }
            black_box(length)
        });
    });

    let trees =
        ["level(department, 2)", "lower(mail)", r#"if(enabled == "True", "active", "inactive")"#]
            .map(|text| build_operator_tree(text).expect("a valid expression"));
    let mut variables = HashMapContext::new();
    variables
        .set_function(
            "level".into(),
            EvalexprFunction::new(|argument| {
                let tuple = argument.as_fixed_len_tuple(2)?;
                let text = tuple[0].as_string()?;
                Ok(EvalexprValue::String(level(&text, tuple[1].as_int()?)))
            }),
        )
        .expect("a new function");
    variables
        .set_function(
            "lower".into(),
            EvalexprFunction::new(|argument| {
                Ok(EvalexprValue::String(argument.as_string()?.to_lowercase()))
            }),
        )
        .expect("a new function");
    group.bench_function("evalexpr", |bencher| {
        bencher.iter(|| {
            let mut length = 0;
            for user in &users {
                for (name, value) in [
                    ("department", user.department.clone()),
                    ("mail", user.mail.clone()),
                    ("enabled", user.enabled.to_owned()),
                ] {
                    variables
                        .set_value(name.into(), EvalexprValue::String(value))
                        .expect("the same type for each user");
                }
                for tree in &trees {
                    if let Ok(text) = tree.eval_string_with_context(&variables) {
                        length += text.len();
                    }
                }
            }
            black_box(length)
        });
    });
    group.finish();

    let mut group = criterion.benchmark_group("one function");
    let record = [
        Value::from("Sales > Field Sales > North"),
        Value::from("Søren.Ærlig@contoso.com"),
        Value::from("2026-03-16-07:00"),
    ];
    for text in [
        r#"Item(Split([department], " > "), 2)"#,
        r#"Join(".", [department], [mail])"#,
        r#"NormalizeDiacritics([mail])"#,
        r#"Replace([mail], "@contoso.com", , , "", , )"#,
        r#"Replace([mail], , "(?<name>[^@]*)@.*", , "${name}", , )"#,
        r#"DateDiff("d", Now(), CDate([enabled]))"#,
    ] {
        let compiled =
            Compiled::new(&parse(text), |name| columns.iter().position(|known| *known == name))
                .expect("a valid expression");
        group.bench_function(text.replace('/', " "), |bencher| {
            bencher.iter(|| compiled.evaluate(black_box(record.as_slice()), &context));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(std::time::Duration::from_millis(500))
        .measurement_time(std::time::Duration::from_secs(2));
    targets = engines
}
criterion_main!(benches);
