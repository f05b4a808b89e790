//! Many files on all cores. One that panics or does not end is named and
//! holds up none of the others.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

enum Progress<R> {
    Begun(usize),
    Done(usize, Result<R, String>),
}

/// Does a job for every input, and gives the results in the order of the
/// inputs. A job that panics, or that is not done within the limit, gives an
/// error that says so.
pub fn each<T, R>(inputs: Vec<T>, limit: Duration, job: fn(&T) -> R) -> Vec<Result<R, String>>
where
    T: Send + 'static,
    R: Send + 'static,
{
    let mut results: Vec<Result<R, String>> = Vec::new();
    results.resize_with(inputs.len(), || Err("was not reached".to_owned()));
    let queue: VecDeque<(usize, T)> = inputs.into_iter().enumerate().collect();
    let queue = Arc::new(Mutex::new(queue));
    let (sender, receiver) = channel();
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    for _ in 0..workers {
        let (queue, sender) = (Arc::clone(&queue), sender.clone());
        // Not joined: a job without end must not hold up the suite.
        std::thread::spawn(move || {
            loop {
                let next = queue
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .pop_front();
                let Some((index, input)) = next else { break };
                let _ = sender.send(Progress::Begun(index));
                let outcome = catch_unwind(AssertUnwindSafe(|| job(&input)));
                let outcome = outcome.map_err(|_| "it panicked".to_owned());
                let _ = sender.send(Progress::Done(index, outcome));
            }
        });
    }
    drop(sender);
    let mut running: Vec<(usize, Instant)> = Vec::new();
    let (mut done, mut stuck) = (0, 0);
    while done + stuck < results.len() && stuck < workers {
        match receiver.recv_timeout(Duration::from_millis(200)) {
            Ok(Progress::Begun(index)) => running.push((index, Instant::now())),
            Ok(Progress::Done(index, outcome)) => {
                running.retain(|(one, _)| *one != index);
                results[index] = outcome;
                done += 1;
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => running.retain(|(index, since)| {
                let ends = since.elapsed() <= limit;
                if !ends {
                    stuck += 1;
                    results[*index] = Err(format!("was not done within {limit:?}"));
                }
                ends
            }),
        }
    }
    results
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_that_panic_or_do_not_end_are_named() {
        let job = |input: &u32| match input {
            1 => std::panic::resume_unwind(Box::new(())),
            2 => loop {
                std::thread::sleep(Duration::from_secs(60));
            },
            other => other * 10,
        };
        let results = each(vec![0, 1, 3], Duration::from_secs(60), job);
        assert_eq!(results[0], Ok(0));
        assert_eq!(results[1], Err("it panicked".to_owned()));
        assert_eq!(results[2], Ok(30));
        let slow = each(vec![2], Duration::from_millis(50), job);
        assert!(slow[0].is_err());
    }
}
