//! A PDF with its data inside, or JSON Resume → YAML, which gives the same pages again.

use std::fs;
use std::path::Path;
use std::process::Output;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::support::pdf::Pdf;
use crate::support::{render, root, run, samples, stderr, stdout, vitae as program};

/// A folder with the pictures and bibliographies of the examples.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    for entry in fs::read_dir(root().join("examples")).expect("there are examples").flatten() {
        if entry.path().is_file() {
            fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("it is copied");
        }
    }
    folder
}

/// Imports some bytes under a name; what is written goes to standard output.
fn import(folder: &Path, name: &str, bytes: &[u8]) -> Output {
    fs::write(folder.join(name), bytes).expect("it can be written");
    run(folder, &["import", name, "-o", "-"])
}

#[test]
fn a_pdf_gives_yaml_back_that_gives_the_same_pages() {
    for sample in samples() {
        let sample = sample.to_str().expect("the samples have plain names");
        let folder = folder();
        let pdf = render(sample, &["--embed-data"]);
        let output = import(folder.path(), "some.pdf", &pdf);
        assert!(output.status.success(), "{sample}: {}", stderr(&output));
        fs::write(folder.path().join("again.yaml"), &output.stdout).expect("it can be written");
        let again = run(folder.path(), &["render", "again.yaml", "-o", "-"]);
        assert!(again.status.success(), "{sample}: {}\n{}", stderr(&again), stdout(&output));
        // To the byte, and so to the day that the file is of.
        let plain = render(sample, &[]);
        let trees = (Pdf::parse(&again.stdout).tag_tree(), Pdf::parse(&plain).tag_tree());
        assert!(trees.0 == trees.1, "{sample}:\n{}\n{}", trees.0, trees.1);
        assert!(again.stdout == plain, "{sample} differs by a byte");
    }
}

#[test]
fn json_resume_becomes_yaml_that_gives_the_same_pages() {
    for sample in samples() {
        let sample = sample.to_str().expect("the samples have plain names");
        let folder = folder();
        let json = run(root(), &["render", sample, "-f", "json", "-o", "-"]).stdout;
        let output = import(folder.path(), "some.json", &json);
        assert!(output.status.success(), "{sample}: {}", stderr(&output));
        fs::write(folder.path().join("again.yaml"), &output.stdout).expect("it can be written");
        let again = run(folder.path(), &["render", "again.yaml", "-o", "-"]);
        assert!(again.stdout == render(sample, &[]), "{sample}: {}", stderr(&again));
    }
}

#[test]
fn what_others_wrote_is_kept() {
    let json = r#"{
  "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
  "basics": {"name": "Ada Byron", "image": "https://ada.example/ada.jpg", "phone": "0049"},
  "work": [{"name": "Engines", "position": "Programmer", "startDate": "2018", "endDate": "2019-03"}],
  "meta": {"canonical": "https://ada.example/resume.json", "generator": "some tool"}
}"#;
    let folder = tempfile::tempdir().expect("there is room");
    let output = import(folder.path(), "ada.json", json.as_bytes());
    let expected = "\
basics:
  name: Ada Byron
  phone: '0049'
  x-image: https://ada.example/ada.jpg
work:
- name: Engines
  startDate: 2018
  endDate: 2019-03
  position: Programmer
meta:
  canonical: https://ada.example/resume.json
  x-generator: some tool
";
    let written = stdout(&output);
    let mut lines: Vec<&str> = written.lines().collect();
    let mut wanted: Vec<&str> = expected.lines().collect();
    assert_eq!(lines[0], wanted[0]);
    lines.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(lines, wanted, "{written}");
}

#[test]
fn a_file_is_written_beside_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().expect("there is room");
    fs::create_dir(folder.path().join("old")).expect("it can be made");
    let json =
        r#"{"basics": {"name": "Ada", "image": "ada.jpg"}, "awards": [{"awarder": "Somebody"}]}"#;
    fs::write(folder.path().join("old/ada.json"), json).expect("it can be written");
    let output = run(folder.path(), &["import", "old/ada.json", "--quiet"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let said = stderr(&output);
    assert!(said.contains("wrote ada.yaml"), "{said}");
    assert!(said.contains("the photo is not in it: put `ada.jpg` beside it"), "{said}");
    assert!(
        said.contains("1 thing in it must be mended: `vitae check ada.yaml` says what"),
        "{said}"
    );
    assert!(folder.path().join("ada.yaml").is_file());
    let output = run(folder.path(), &["import", "old/ada.json", "--quiet"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("`ada.yaml` is there already, and stays as it is"));
}

#[test]
fn what_is_no_such_file_is_said() {
    let folder = tempfile::tempdir().expect("there is room");
    let pdf = render("examples/nurse.yaml", &[]);
    let cases: [(&str, &[u8], &str); 4] = [
        (
            "plain.pdf",
            &pdf,
            "error[bad-pdf]: `plain.pdf` has no data of a résumé in it\n |\n = help: only a PDF that \
             `vitae --embed-data` wrote has its data inside\n\n",
        ),
        (
            "torn.pdf",
            b"%PDF-1.7\nnonsense",
            "error[bad-pdf]: `torn.pdf` is damaged, or no PDF\n |\n = help: take another copy of the \
             file\n\n",
        ),
        (
            "letter.txt",
            b"Dear reader",
            "error[not-json]: `letter.txt` is neither a PDF nor JSON\n |\n = help: a PDF that `vitae \
             --embed-data` wrote can be imported, and a JSON Resume file\n\n",
        ),
        (
            "nobody.json",
            b"{\"work\": []}",
            "error[missing-key]: missing key `basics`\n --> nobody.json:1:2\n  |\n1 | {\"work\": []}\n  |  \
             ^^^^^^\n  |\nhelp: add `basics:` and, indented under it, `name: Your Name`\n\n",
        ),
    ];
    for (name, bytes, expected) in cases {
        let output = import(folder.path(), name, bytes);
        assert_eq!((output.status.code(), &*stderr(&output)), (Some(1), expected), "{name}");
        assert!(output.stdout.is_empty(), "{name}");
    }
}

/// A PDF around one file of some bytes, packed as is said.
fn around(bytes: &[u8], filter: &str) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(resume.json)3 0 \
        R]>>>>>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[5 0 R]/Count 1>>\nendobj\n3 0 \
        obj\n<</Type/Filespec/F(resume.json)/UF(resume.json)/EF<</F 4 0 R>>>>\nendobj\n5 0 \
        obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n"
        .to_vec();
    pdf.extend(format!("4 0 obj\n<</Length {}{filter}>>\nstream\n", bytes.len()).bytes());
    pdf.extend(bytes);
    pdf.extend(b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n");
    pdf
}

#[test]
fn what_a_hostile_pdf_holds_is_an_error() {
    let folder = tempfile::tempdir().expect("there is room");
    let fine = import(folder.path(), "fine.pdf", &around(b"{\"basics\": {\"name\": \"Ada\"}}", ""));
    assert_eq!((stdout(&fine).as_str(), stderr(&fine).as_str()), ("basics:\n  name: Ada\n", ""));
    // More than a résumé may have, as it is and unpacked.
    let large = vec![b' '; 5 << 20];
    let said = "error[too-large]: the data in `bomb.pdf` is larger than 4 MiB\n |\n = help: no résumé is as \
                large; is this the right file?\n\n";
    let mut packed = Vec::new();
    let mut packer = flate2::write::ZlibEncoder::new(&mut packed, flate2::Compression::best());
    std::io::Write::write_all(&mut packer, &large).expect("it can be packed");
    packer.finish().expect("it can be packed");
    for pdf in [around(&large, ""), around(&packed, "/Filter/FlateDecode")] {
        let output = import(folder.path(), "bomb.pdf", &pdf);
        assert_eq!((output.status.code(), &*stderr(&output)), (Some(1), said));
    }
    for filter in ["/Filter/LZWDecode", "/Filter[/FlateDecode/FlateDecode]", "/Filter/FlateDecode"]
    {
        let output = import(folder.path(), "odd.pdf", &around(b"nonsense", filter));
        let said = stderr(&output);
        let expected = "error[bad-pdf]: `odd.pdf` has data that cannot be unpacked\n";
        assert!(output.status.code() == Some(1) && said.starts_with(expected), "{filter}: {said}");
    }
    // Data that is no résumé is said at its place in the data.
    let output = import(folder.path(), "odd.pdf", &around(b"{\"basics\": 3}", ""));
    let said = stderr(&output);
    assert!(said.contains(" --> odd.pdf: resume.json:1:"), "{said}");
}

/// A PDF whose list of objects is packed, and unpacks to more than a GiB.
fn without_end() -> Vec<u8> {
    let mut packed = Vec::new();
    let mut packer = flate2::write::ZlibEncoder::new(&mut packed, flate2::Compression::best());
    let mut write =
        |bytes: &[u8]| std::io::Write::write_all(&mut packer, bytes).expect("it can be packed");
    write(b"3 0 4 10 ");
    let blank = vec![b' '; 1 << 20];
    (0..1200).for_each(|_| write(&blank));
    packer.finish().expect("it can be packed");

    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut places = vec![(0, 0, u16::MAX)];
    let packed_list = [
        format!(
            "<</Type/ObjStm/N 2/First 9/Filter/FlateDecode/Length {}>>\nstream\n",
            packed.len()
        )
        .into_bytes(),
        packed,
        b"\nendstream".to_vec(),
    ];
    let objects = [
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (2, b"<</Type/Pages/Kids[]/Count 0>>".to_vec()),
        (5, packed_list.concat()),
    ];
    for (number, object) in objects {
        if number == 5 {
            // Objects 3 and 4 are in object 5.
            places.extend([(2, 5, 0), (2, 5, 1)]);
        }
        places.push((1, pdf.len() as u32, 0));
        pdf.extend(format!("{number} 0 obj\n").bytes());
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    }
    let start = pdf.len();
    places.push((1, start as u32, 0));
    pdf.extend(b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length 49>>\nstream\n");
    for (kind, place, index) in places {
        pdf.push(kind);
        pdf.extend(place.to_be_bytes());
        pdf.extend(index.to_be_bytes());
    }
    pdf.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    pdf
}

#[test]
fn a_pdf_that_unpacks_without_end_is_stopped() {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("bomb.pdf"), without_end()).expect("it can be written");
    let mut command = program(folder.path());
    command.args(["import", "bomb.pdf", "-o", "-"]).env("VITAE_THEME_MEMORY", "200");
    let output = command.output().expect("the program runs");
    let said = "error[bad-pdf]: `bomb.pdf` takes more than 200 MiB of memory\n";
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with(said), "{}", stderr(&output));
}

#[test]
fn no_damage_to_a_pdf_breaks_the_import() {
    let pdf = render("examples/nurse.yaml", &["--embed-data"]);
    let config = Config { cases: 400, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let result = TestRunner::new_with_rng(config, rng).run(
        &vec((any::<u32>(), any::<u8>()), 1..40),
        |damage| {
            let mut pdf = pdf.clone();
            for (at, byte) in damage {
                let at = at as usize % pdf.len();
                pdf[at] = byte;
            }
            // Whatever comes of it is a result.
            let _ = vitae::attachment::read("some.pdf", pdf);
            Ok(())
        },
    );
    result.expect("no damage panics");
}

#[test]
fn standard_input_is_imported_too() {
    use std::io::Write;
    use std::process::Stdio;

    let folder = tempfile::tempdir().expect("there is room");
    let mut child = program(folder.path())
        .args(["import", "-", "-o", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let pdf = around(b"{\"basics\": {\"name\": \"Ada\"}}", "");
    child.stdin.take().expect("it is piped").write_all(&pdf).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(stdout(&output), "basics:\n  name: Ada\n");
}
