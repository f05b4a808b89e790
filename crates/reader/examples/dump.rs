fn main(){ let p=std::env::args().nth(1).unwrap(); let b=std::fs::read(&p).unwrap();
 let r=gongkai_reader::read(&b,&Default::default()).unwrap(); println!("{}",serde_json::to_string_pretty(&r.report).unwrap());
 for d in &r.diagnostics { eprintln!("{:?} {} {}", d.place.as_ref().map(|p|p.to_string()), d.code(), d.message(gongkai_model::Lang::En)); } }
