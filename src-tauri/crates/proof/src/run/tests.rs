//! The pace of requests, in a time that only passes when everybody waits.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use footbridge_connection::Answer;
use footbridge_finding::Language;
use footbridge_scim::{ResourceType, TenantUrl, WriteRequest};
use footbridge_secret::KnownSecrets;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::door::Answering;
use crate::record::Record;

/// A server elsewhere that gives these answers, then the last one again and again, and notes when it
/// was asked.
struct Elsewhere {
    answers: Mutex<VecDeque<Answer>>,
    asked: Mutex<Vec<Instant>>,
    is_here: bool,
}

impl Elsewhere {
    fn new(answers: impl IntoIterator<Item = (u16, Option<u64>)>) -> Self {
        let answers = answers.into_iter().map(|(status, seconds)| Answer {
            status,
            body: Vec::new(),
            retry_after: seconds.map(Duration::from_secs),
        });
        let answers = Mutex::new(answers.collect());
        Elsewhere { answers, asked: Mutex::default(), is_here: false }
    }

    /// When it was asked, in milliseconds after the first time.
    fn times(&self) -> Vec<u128> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|time| time.duration_since(asked[0]).as_millis()).collect()
    }
}

impl Door for Elsewhere {
    fn send<'a>(&'a self, _: &'a WriteRequest, _: Duration) -> Answering<'a> {
        self.asked.lock().unwrap().push(Instant::now());
        let mut answers = self.answers.lock().unwrap();
        let answer = answers.pop_front().unwrap();
        if answers.is_empty() {
            answers.push_back(answer.clone());
        }
        Box::pin(std::future::ready(Ok(answer)))
    }

    fn is_here(&self) -> bool {
        self.is_here
    }
}

fn run<'a>(door: &'a dyn Door, limits: &'a Limits, cancel: &CancellationToken) -> Run<'a> {
    let record = Record::new(&Language::ENGLISH, &KnownSecrets::default(), &|_| {}, Instant::now());
    Run::new(door, limits, None, record, cancel.clone())
}

fn get() -> WriteRequest {
    WriteRequest::read_user(&TenantUrl::parse("https://h.example/scim").unwrap(), "7")
}

#[tokio::test(start_paused = true)]
async fn five_requests_a_second_are_made_elsewhere_and_as_many_as_there_are_here() {
    let (limits, cancel) = (Limits::default(), CancellationToken::new());
    for (is_here, expected) in [(false, [0, 200, 400, 600, 800, 1000]), (true, [0; 6])] {
        let door = Elsewhere { is_here, ..Elsewhere::new([(200, None)]) };
        let mut run = run(&door, &limits, &cancel);
        for _ in 0..6 {
            run.ask(&get()).await.unwrap();
        }
        assert_eq!(door.times(), expected, "here: {is_here}");
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_obeyed() {
    let (limits, cancel) = (Limits::default(), CancellationToken::new());
    let door = Elsewhere::new([(429, Some(7)), (503, Some(3)), (429, None), (200, None)]);
    let answer = run(&door, &limits, &cancel).ask(&get()).await.unwrap();
    assert_eq!((answer.status, door.times()), (200, vec![0, 7000, 10000, 11000]));
}

#[tokio::test(start_paused = true)]
async fn creation_that_may_have_been_made_is_not_made_again() {
    let (limits, cancel) = (Limits::default(), CancellationToken::new());
    let door = Elsewhere::new([(503, Some(1)), (201, None)]);
    let request = WriteRequest { method: "POST", ..get() };
    let mut run = run(&door, &limits, &cancel);
    let created = run.create(ResourceType::User, ("userName", "a"), "0a1b2c3d", &request).await;
    assert_eq!(created.unwrap().0.status, 503, "it is told");
    assert_eq!(door.times(), [0], "once");
    assert_eq!(run.creations.len(), 1, "and looked for by its name when cleaning up");
}

#[tokio::test(start_paused = true)]
async fn pause_that_is_too_long_or_asked_for_too_often_ends_a_proof() {
    let (limits, cancel) = (Limits::default(), CancellationToken::new());
    for (seconds, times) in [(3600, 1), (1, 5)] {
        let door = Elsewhere::new([(429, Some(seconds))]);
        let stopped = run(&door, &limits, &cancel).ask(&get()).await;
        assert!(matches!(stopped, Err(Stop::RateLimited(_))), "{seconds}");
        assert_eq!(door.times().len(), times, "{seconds}");
    }
}

#[tokio::test(start_paused = true)]
async fn three_minutes_are_not_exceeded_and_the_clean_up_has_its_part() {
    let (limits, cancel) = (Limits::default(), CancellationToken::new());
    let door = Elsewhere::new([(200, None)]);
    let mut run = run(&door, &limits, &cancel);
    let began = Instant::now();
    let stopped = loop {
        if let Err(stop) = run.ask(&get()).await {
            break stop;
        }
    };
    assert!(matches!(stopped, Stop::OutOfTime));
    assert_eq!(began.elapsed(), Duration::from_secs(120));
    run.clean_up_from_now();
    while run.ask(&get()).await.is_ok() {}
    assert_eq!(began.elapsed(), Duration::from_secs(180), "with the clean-up");
}

#[tokio::test(start_paused = true)]
async fn cancel_ends_a_pause_at_once() {
    let (limits, cancel) = (Limits::default(), CancellationToken::new());
    let door = Elsewhere::new([(429, Some(100))]);
    let mut run = run(&door, &limits, &cancel);
    let (began, request) = (Instant::now(), get());
    let (stopped, ()) = tokio::join!(run.ask(&request), async { cancel.cancel() });
    assert!(matches!(stopped, Err(Stop::Cancelled)));
    assert_eq!(began.elapsed(), Duration::ZERO);
}
