//! Documents whose parts are damaged within a sound package: read, or refused
//! with a reason, in good time and without a panic. Mutating the bytes of the
//! package itself would be caught by its checksums.
//!
//! `GONGKAI_CASES=100000` for a long run, best with `--release` and a limit on
//! memory (`ulimit -v`).
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be
#![allow(clippy::print_stdout)] // the counts are for people

use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use gongkai_reader::Options;
use gongkai_tests::parallel::each;
use gongkai_tests::paths::{corpus, samples};
use gongkai_tests::spread::spread_of;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A whole file is small, so what is read from a damaged one must not take long.
const LARGEST: u64 = 40_000;
const SLOW: Duration = Duration::from_secs(10);
const LONGEST: Duration = Duration::from_secs(60);
const FILES: usize = 30;
const PART: u64 = 400_000;

/// The parts of a package, by their names.
type Parts = Vec<(String, Vec<u8>)>;

fn open(bytes: &[u8]) -> Option<Parts> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).ok()?;
        let name = entry.name().ok()?.into_owned();
        let mut content = Vec::new();
        entry.take(PART).read_to_end(&mut content).ok()?;
        parts.push((name, content));
    }
    Some(parts)
}

fn close(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        writer.start_file(name.as_str(), stored).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Numbers of chance, the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }
}

/// Damages a part at a place or two.
fn damage(content: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.roll(3) {
        if content.is_empty() {
            return;
        }
        let at = dice.roll(content.len());
        let end = (at + 1 + dice.roll(24)).min(content.len());
        match dice.roll(8) {
            0 => content[at] ^= 1 << dice.roll(8),
            1 => content[at] = [0, 1, 0x7f, 0x80, 0xff][dice.roll(5)],
            2 => {
                content.drain(at..end);
            }
            3 => {
                let piece = content[at..end].to_vec();
                content.splice(at..at, piece);
            }
            4 => content.truncate(at),
            // A number of four bytes that is huge, negative or just too much.
            5 => {
                let number = [u32::MAX, 0x7fff_ffff, 0x0010_0000, 0xffff, 0x4000][dice.roll(5)];
                for (byte, new) in content[at..].iter_mut().zip(number.to_le_bytes()) {
                    *byte = new;
                }
            }
            // The same of a number in XML, the next one from here.
            6 => {
                let Some(first) = content[at..].iter().position(u8::is_ascii_digit) else {
                    continue;
                };
                let first = at + first;
                let digits = content[first..].iter().take_while(|b| b.is_ascii_digit());
                let end = first + digits.count();
                let numbers = [
                    "0",
                    "-1",
                    "1048576",
                    "16384",
                    "4294967296",
                    "99999999999999999999",
                    "1e308",
                ];
                let new = numbers[dice.roll(numbers.len())].bytes();
                content.splice(first..end, new);
            }
            // Another stretch of the same part: an element or a record elsewhere.
            _ => {
                let from = dice.roll(content.len());
                let to = (from + 1 + dice.roll(300)).min(content.len());
                let piece = content[from..to].to_vec();
                content.splice(at..at, piece);
            }
        }
    }
}

/// Reads a file damaged so many times; the faults, and how many were read.
fn of_file((path, cases): &(PathBuf, u64)) -> (usize, Vec<String>) {
    let parts = open(&std::fs::read(path).unwrap()).unwrap();
    let whole: Vec<usize> = (0..parts.len())
        .filter(|&i| !parts[i].1.is_empty())
        .collect();
    let (mut read, mut faults) = (0, Vec::new());
    for case in 0..*cases {
        let mut dice = Dice(case ^ 20_240_131);
        let mut damaged = parts.clone();
        let part = whole[dice.roll(whole.len())];
        damage(&mut damaged[part].1, &mut dice);
        let bytes = close(&damaged);
        let began = Instant::now();
        let options = Options {
            partial: case % 2 == 0,
            ..Options::default()
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            gongkai_reader::read(&bytes, &options).is_ok()
        }));
        match outcome {
            Ok(is_read) => read += usize::from(is_read),
            Err(_) => faults.push(format!(
                "{}: case {case} panicked ({})",
                path.display(),
                damaged[part].0
            )),
        }
        if began.elapsed() > SLOW {
            faults.push(format!(
                "{}: case {case} took {:?} ({})",
                path.display(),
                began.elapsed(),
                damaged[part].0
            ));
        }
    }
    (read, faults)
}

#[test]
fn damaged_parts_are_read_or_refused() {
    let mut paths: Vec<PathBuf> = ["docx", "xlsx"].into_iter().flat_map(samples).collect();
    if let Some(folder) = corpus() {
        for extension in ["xlsb", "ods", "xlsx", "docx"] {
            paths.extend(spread_of(&folder, extension, FILES, LARGEST, |bytes| {
                open(bytes).is_some_and(|parts| !parts.is_empty())
            }));
        }
    }
    let all = std::env::var("GONGKAI_CASES")
        .ok()
        .and_then(|n| n.parse().ok());
    let cases = all.unwrap_or(3000_u64).div_ceil(paths.len() as u64);
    let count = paths.len() as u64 * cases;
    let limit = LONGEST * u32::try_from(cases.div_ceil(100)).unwrap();
    let jobs: Vec<(PathBuf, u64)> = paths.into_iter().map(|path| (path, cases)).collect();
    let (mut read, mut faults) = (0, Vec::new());
    for outcome in each(jobs.clone(), limit, of_file) {
        match outcome {
            Ok((some, more)) => {
                read += some;
                faults.extend(more);
            }
            Err(why) => faults.push(why),
        }
    }
    println!(
        "{count} damaged files of {} documents, {read} of them read",
        jobs.len()
    );
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
