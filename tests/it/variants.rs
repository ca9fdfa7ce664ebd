//! Variants and languages: what is selected is printed, in its order, and nothing else is anywhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lopdf::Object;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value as Json, json};
use vitae::load::{self, Input, Job, Overrides};
use vitae::typeset;

use crate::support::mutate::Choices;
use crate::support::pdf::Pdf;
use crate::support::{root, run, stderr, stdout};

/// The transcripts of a page in `docs/`, as they are now. A block of YAML is written into a file, or
/// appended to it; one of differences changes it; and what is run in a block of `console` prints what
/// follows it.
fn replayed(page: &str) -> String {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("resume.yaml");
    let mut written = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("\n```") {
        let (language, body) = after.split_once('\n').expect("a fence ends its line");
        let (block, after) = body.split_once("\n```").expect("a block is closed");
        written += &format!("{before}\n```{language}\n");
        let old = fs::read_to_string(&file).unwrap_or_default();
        let mut block_now = block.to_owned();
        match (language, block.lines().next().unwrap_or_default()) {
            ("yaml", "# resume.yaml") => fs::write(&file, format!("{block}\n")).expect("room"),
            ("yaml", "# private.yaml") => {
                fs::write(folder.path().join("private.yaml"), format!("{block}\n")).expect("room");
            }
            ("yaml", workflow) if workflow.starts_with("# .github/workflows/") => {
                // Another repository checks this one out into a folder of its own.
                fs::create_dir_all(folder.path().join("public")).expect("room");
                fs::copy(&file, folder.path().join("public/resume.yaml")).expect("a copy");
                run_workflow(block, folder.path());
            }
            ("yaml", "# added to resume.yaml") => {
                let (_, added) = block.split_once('\n').expect("there is something to add");
                fs::write(&file, format!("{old}{added}\n")).expect("room");
            }
            ("diff", _) => {
                let mut text = old;
                let mut taken = "";
                for line in block.lines() {
                    match (line.strip_prefix('-'), line.strip_prefix('+')) {
                        (Some(line), _) => taken = line,
                        (None, Some(line)) => {
                            let found = text.matches(&format!("\n{taken}\n")).count();
                            assert_eq!(found, 1, "this is there once: {taken}\n{text}");
                            let (taken, line) = (format!("\n{taken}\n"), format!("\n{line}\n"));
                            text = text.replace(&taken, &line);
                        }
                        (None, None) => panic!("no line of a difference: {line}"),
                    }
                }
                fs::write(&file, text).expect("room");
            }
            ("console", _) => {
                let commands = block.lines().filter_map(|line| line.strip_prefix("$ vitae "));
                let transcripts = commands.map(|command| {
                    let words: Vec<&str> = command.split(' ').collect();
                    let output = run(folder.path(), &words);
                    format!("$ vitae {command}\n{}{}", stdout(&output), stderr(&output))
                });
                block_now = transcripts.collect::<String>().trim_end().to_owned();
            }
            _ => {}
        }
        written += &format!("{block_now}\n```");
        rest = after;
    }
    written + rest
}

/// Runs the steps of a workflow that are ours. Each must end well.
fn run_workflow(text: &str, folder: &Path) {
    let workflow: serde_yaml::Value = serde_yaml::from_str(text).expect("it is YAML");
    let workflow = serde_json::to_value(workflow).expect("its keys are texts");
    let jobs = workflow["jobs"].as_object().expect("there are jobs");
    let steps = jobs.values().flat_map(|job| job["steps"].as_array().into_iter().flatten());
    let lines = steps.filter_map(|step| step["run"].as_str()).flat_map(str::lines);
    let mut ours = 0;
    for command in lines.filter_map(|line| line.strip_prefix("vitae ")) {
        let output = run(folder, &command.split(' ').collect::<Vec<_>>());
        assert!(output.status.success(), "{command}: {}{}", stdout(&output), stderr(&output));
        ours += 1;
    }
    assert!(ours > 0, "nothing in it is ours:\n{text}");
}

#[test]
fn the_page_shows_what_happens() {
    let path = root().join("docs/variants.md");
    let page = fs::read_to_string(&path).expect("it is there");
    let now = replayed(&page);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, now).expect("it can be written");
    } else {
        assert_eq!(page, now, "UPDATE=1 writes what happens now");
    }
}

/// The example with variants, as another parser reads it.
fn example() -> Json {
    let text = fs::read_to_string(root().join("examples/variants.yaml")).expect("it is there");
    let value: serde_yaml::Value = serde_yaml::from_str(&text).expect("it is YAML");
    serde_json::to_value(value).expect("its keys are texts")
}

const LANGUAGES: [&str; 3] = ["en", "ko", "de"];

/// The words of a list under a key.
fn words_under(node: &Json, key: &str) -> Vec<String> {
    let items = node[key].as_array().into_iter().flatten();
    items.filter_map(|tag| Some(tag.as_str()?.to_owned())).collect()
}

/// Whether a node is taken by its tags.
fn is_taken(node: &Json, tags: Option<&[String]>, without: &[String]) -> bool {
    let own = words_under(node, "tags");
    let wanted = tags.is_none_or(|tags| own.is_empty() || own.iter().any(|tag| tags.contains(tag)));
    wanted && !own.iter().any(|tag| without.contains(tag))
}

/// What a variant of the example is in a language, found without vitae.
fn expected(file: &Json, variant: &str, lang: &str) -> Json {
    let chosen = &file["variants"][variant];
    let tags = words_under(chosen, "tags");
    let without = words_under(chosen, "without");
    let mut file = file.clone();
    let chosen =
        file.as_object_mut().and_then(|file| file.remove("variants")).expect("they are there");
    let chosen = &chosen[variant];
    file["basics"]["label"] = chosen["label"].clone();
    for (key, value) in chosen["set"].as_object().into_iter().flatten() {
        file[&key[..6]][&key[7..]] = value.clone();
    }
    for section in chosen["sections"].as_array().into_iter().flatten() {
        if section["omit"] == true {
            file[section["id"].as_str().expect("it is named")] = Json::Null;
        }
    }
    fn go(node: &Json, tags: &[String], without: &[String], lang: &str) -> Json {
        match node {
            Json::Array(items) => {
                let taken = items.iter().filter(|item| is_taken(item, Some(tags), without));
                taken.map(|item| go(item, tags, without, lang)).collect()
            }
            Json::Object(pairs) if pairs.keys().all(|key| LANGUAGES.contains(&&**key)) => {
                go(&pairs[lang], tags, without, lang)
            }
            Json::Object(pairs) => {
                let pairs = pairs.iter().filter(|(key, _)| *key != "tags");
                pairs.map(|(key, value)| (key.clone(), go(value, tags, without, lang))).collect()
            }
            other => other.clone(),
        }
    }
    let mut taken = go(&file, &tags, &without, lang);
    if taken["publications"].as_array().is_none_or(Vec::is_empty) {
        taken["footnotes"] = Json::Null;
    }
    taken
}

/// Every text of a value, each with the key that it stands under.
fn texts<'a>(node: &'a Json, key: &'a str, found: &mut Vec<(&'a str, String)>) {
    match node {
        Json::Array(items) => items.iter().for_each(|item| texts(item, key, found)),
        Json::Object(pairs) => pairs.iter().for_each(|(key, value)| texts(value, key, found)),
        Json::String(text) => found.push((key, text.clone())),
        Json::Number(number) => found.push((key, number.to_string())),
        Json::Null | Json::Bool(_) => {}
    }
}

/// The words of a text: letters and figures, of which one is a letter.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.contains(char::is_alphabetic)).map(str::to_lowercase)
}

/// A text without all that is no letter and no figure.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Every string that stands anywhere in a PDF, and its XMP.
fn strings(bytes: &[u8]) -> String {
    fn go(object: &Object, found: &mut String) {
        match object {
            Object::String(bytes, _) => {
                let text = match bytes.strip_prefix(&[0xfe, 0xff]) {
                    Some(wide) => {
                        let units: Vec<u16> = wide
                            .chunks_exact(2)
                            .map(|two| u16::from_be_bytes([two[0], two[1]]))
                            .collect();
                        String::from_utf16_lossy(&units)
                    }
                    None => String::from_utf8_lossy(bytes).into_owned(),
                };
                *found += &text;
                found.push('\n');
            }
            Object::Array(items) => items.iter().for_each(|item| go(item, found)),
            Object::Dictionary(pairs) => pairs.iter().for_each(|(_, value)| go(value, found)),
            Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| go(value, found)),
            _ => {}
        }
    }
    let document = lopdf::Document::load_mem(bytes).expect("it is a PDF");
    let mut found = String::new();
    document.objects.values().for_each(|object| go(object, &mut found));
    let xmp = Pdf::parse(bytes).xmp().expect("it has metadata");
    let values = xmp.split('<').filter_map(|part| part.split_once('>').map(|(_, value)| value));
    found + &values.collect::<Vec<_>>().join("\n")
}

/// What a file of JSON Resume says, without the keys.
fn values_of(json: &[u8]) -> String {
    let json: Json = serde_json::from_slice(json).expect("it is JSON");
    let mut values = Vec::new();
    texts(&json, "", &mut values);
    // What an operation does, and where to, is not what it says.
    values.retain(|(key, _)| !matches!(*key, "op" | "path" | "$schema"));
    values.into_iter().map(|(_, text)| text + "\n").collect()
}

/// The words that vitae itself writes in a language: those of its titles and labels, and those that are in
/// a PDF of nothing.
fn of_vitae(lang: &str) -> Vec<String> {
    let own = fs::read_to_string(root().join(format!("src/locale/{lang}.yaml")));
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("resume.yaml"), "basics: {name: X}").expect("there is room");
    let nothing = run(folder.path(), &["render", "--embed-data", "-o", "-"]).stdout;
    words(&own.expect("it is there")).chain(words(&strings(&nothing))).collect()
}

/// The keys of the example whose values are printed as they are written, or without their scheme.
fn is_printed(key: &str) -> bool {
    !matches!(
        key,
        "startDate"
            | "endDate"
            | "date"
            | "releaseDate"
            | "lastModified"
            | "language"
            | "name"
            | "url"
            | "theme"
            | "pages"
    )
}

#[test]
fn nine_resumes_of_one_file_have_what_they_should_and_nothing_else() {
    let file = example();
    let folder = tempfile::tempdir().expect("there is room");
    let out = format!("{}/", folder.path().display());
    let fonts = ["--font-path", "tests/fonts/variants"];
    let all = ["render", "examples/variants.yaml", "--variant", "all", "--lang", "all", "-o", &out];
    let output = run(root(), &[&all[..], &fonts].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 9, "{}", stderr(&output));
    let mut content = file.clone();
    for variant in content["variants"].as_object_mut().into_iter().flat_map(|all| all.values_mut())
    {
        variant["theme"] = Json::Null;
    }
    let mut everything = Vec::new();
    texts(&content, "", &mut everything);
    let mut hidden_words = 0;
    for variant in ["robotics", "research", "teaching"] {
        for lang in LANGUAGES {
            let name = format!("variants-{variant}-{lang}");
            let bytes = fs::read(folder.path().join(format!("{name}.pdf"))).expect(&name);
            // It is what a run for it alone writes.
            let one = ["render", "examples/variants.yaml", "--variant", variant, "--lang", lang];
            let alone = run(root(), &[&one[..], &fonts, &["-o", "-"]].concat());
            assert!(alone.stdout == bytes, "{name} differs from a run of its own");
            let json = run(root(), &[&one[..], &["-f", "json", "-o", "-"]].concat());
            let json = values_of(&json.stdout);
            let txt = stdout(&run(root(), &[&one[..], &["-f", "txt", "-o", "-"]].concat()));
            let inside = run(root(), &[&one[..], &fonts, &["--embed-data", "-o", "-"]].concat());
            let inside_pdf = Pdf::parse(&inside.stdout);
            let attached = values_of(&inside_pdf.attachments()[0].bytes);

            let pdf = Pdf::parse(&bytes);
            let page: String = pdf.pages().iter().map(|page| page.text() + "\n").collect();
            let links: Vec<String> = pdf.links().into_iter().filter_map(|link| link.uri).collect();
            let (own, other) = (strings(&bytes), strings(&inside.stdout));
            let links = links.join("\n");
            let whole = [&page, &links, &own, &other, &json, &attached, &txt].map(String::as_str);
            let whole = whole.join("\n");
            let (printed, written) = (folded(&page), folded(&whole));
            let taken = expected(&file, variant, lang);
            let mut wanted = Vec::new();
            texts(&taken, "", &mut wanted);
            for (key, text) in wanted.iter().filter(|(key, _)| is_printed(key)) {
                assert!(printed.contains(&folded(text)), "{name} lacks {key}: {text}\n{page}");
                assert!(folded(&attached).contains(&folded(text)), "{name} does not attach {text}");
                assert!(folded(&txt).contains(&folded(text)), "{name} as text lacks {text}\n{txt}");
            }
            let known: BTreeSet<String> =
                wanted.iter().flat_map(|(_, text)| words(text)).chain(of_vitae(lang)).collect();
            let there: BTreeSet<String> = words(&whole).collect();
            let content = everything.iter().filter(|(key, _)| {
                !matches!(*key, "tags" | "without" | "id" | "theme" | "sections")
            });
            for (_, text) in content {
                for word in words(text).filter(|word| !known.contains(word)) {
                    hidden_words += 1;
                    assert!(!there.contains(&word), "{name} has `{word}` of: {text}");
                }
                let text = folded(text);
                let is_known = wanted.iter().any(|(_, known)| folded(known).contains(&text));
                if text.chars().count() > 9 && !is_known {
                    assert!(!written.contains(&text), "{name} has: {text}");
                }
            }
        }
    }
    assert!(hidden_words > 2000, "only {hidden_words}");
}

#[test]
fn if_one_document_cannot_be_made_none_is_written() {
    let folder = tempfile::tempdir().expect("there is room");
    let text =
        "basics: {name: Ada}\nvariants:\n  short: {fit: {pages: 1}}\n  long: {fit: {pages: 9}}\n";
    fs::write(folder.path().join("resume.yaml"), text).expect("there is room");
    let output = run(folder.path(), &["render", "--variant", "all"]);
    let expected = "\
error[does-not-fit]: the résumé fills only 1 page of 9 pages
";
    let said = stderr(&output);
    assert!(
        said.starts_with(expected.trim_end().split(" fills").next().unwrap_or_default()),
        "{said}"
    );
    assert!(said.contains("= note: in the variant `long`"), "{said}");
    assert_eq!(output.status.code(), Some(1));
    let files = fs::read_dir(folder.path()).expect("it is there").count();
    assert_eq!(files, 1, "only the résumé is there");
    assert!(run(folder.path(), &["render", "-q", "--variant", "short"]).status.success());
    assert!(folder.path().join("resume-short.pdf").exists());
}

/// Files in a folder of their own, and what a run with some arguments says there.
fn run_on(files: &[(&str, &str)], args: &[&str]) -> (tempfile::TempDir, std::process::Output) {
    let folder = tempfile::tempdir().expect("there is room");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("there is room");
    }
    let output = run(folder.path(), args);
    (folder, output)
}

#[test]
fn a_mistake_in_a_variant_of_another_file_is_said_once_and_there() {
    let files = [
        ("resume.yaml", "basics: {name: Ada}\nvariants: {a: {label: A}}\n"),
        ("private.yaml", "variants:\n  a: {fit: {pages: 0}}\n  b: {set: {basics.email: ada}}\n"),
    ];
    let args = ["check", "--merge", "private.yaml", "--message-format", "short"];
    let (_folder, output) = run_on(&files, &args);
    let expected = "\
private.yaml:2:20: error[out-of-range]: 0 is not between 1 and 50
private.yaml:3:27: error[bad-email]: `ada` is not an e-mail address
";
    assert_eq!(stderr(&output), expected);
}

#[test]
fn what_is_not_public_is_not_in_a_variant_that_sets_it() {
    let text = "basics: {name: Ada, email: a@b.example}\n\
                variants: {a: {set: {basics.phone: 0049 30 7, basics.details: [{label: B, value: C9}]}}}\n";
    let files = [("resume.yaml", text)];
    for format in ["json", "txt"] {
        let args = ["render", "--variant", "a", "-f", format, "-o", "-"];
        let (_folder, output) = run_on(&files, &args);
        assert!(stdout(&output).contains("0049 30 7"), "{}", stderr(&output));
        let (_folder, output) = run_on(&files, &[&args[..], &["--public"]].concat());
        let public = stdout(&output);
        assert!(public.contains("a@b.example"), "{}", stderr(&output));
        assert!(!public.contains("0049") && !public.contains("C9"), "{public}");
    }
}

#[test]
fn an_untranslated_text_falls_back_and_fails_only_if_it_is_denied() {
    let files = [("resume.yaml", "basics: {name: Ada, label: {en: Engineer, fr: Ingénieure}}\n")];
    let (folder, output) = run_on(&files, &["render", "--lang", "de"]);
    assert!(output.status.success() && folder.path().join("resume-de.pdf").exists());
    assert!(stderr(&output).starts_with("note[untranslated]: "), "{}", stderr(&output));
    let (folder, output) = run_on(&files, &["render", "--lang", "all", "--deny", "untranslated"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(folder.path().join("resume-fr.pdf").exists());
    let (folder, output) = run_on(&files, &["render", "--lang", "de", "--deny", "untranslated"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("`--deny` makes this an error"), "{}", stderr(&output));
    assert!(!folder.path().join("resume-de.pdf").exists());
}

/// A résumé by chance: words that are unique, with tags and languages here and there.
struct Made<'a, 'b> {
    choices: &'a mut Choices<'b>,
    next: usize,
}

const TAGS: [&str; 3] = ["a", "b", "c"];

impl Made<'_, '_> {
    /// A word, or one for each of some languages.
    fn text(&mut self) -> Json {
        self.next += 1;
        let number = self.next;
        match self.choices.below(4) {
            0 => json!({"en": format!("w{number}en"), "de": format!("w{number}de")}),
            1 => json!({"fr": format!("w{number}fr"), "de": format!("w{number}de")}),
            2 => json!({"en": format!("w{number}en")}),
            _ => json!(format!("w{number}")),
        }
    }

    /// A mapping that may get tags.
    fn tagged(&mut self, mut value: Json) -> Json {
        let tags: Vec<&str> = TAGS.into_iter().filter(|_| self.choices.below(4) == 1).collect();
        if !tags.is_empty() || self.choices.below(9) == 1 {
            value["tags"] = json!(tags);
        }
        value
    }

    fn bullets(&mut self, depth: usize) -> Json {
        let items = (0..self.choices.below(4)).map(|_| {
            let mut bullet = json!({"text": self.text()});
            if depth < 2 {
                let inner = self.bullets(depth + 1);
                if inner.as_array().is_some_and(|items| !items.is_empty()) {
                    bullet["highlights"] = inner;
                }
            }
            self.tagged(bullet)
        });
        items.collect()
    }

    fn entry(&mut self, name: &str) -> Json {
        let (text, highlights) = (self.text(), self.bullets(0));
        self.tagged(json!({name: text, "highlights": highlights}))
    }

    fn resume(&mut self) -> Json {
        let mut file = json!({"basics": {"name": "Ada"}});
        let profiles = (0..self.choices.below(3)).map(|_| {
            self.next += 1;
            let url = format!("https://w{}.example", self.next);
            self.tagged(json!({"url": url}))
        });
        file["basics"]["profiles"] = profiles.collect();
        file["work"] = (0..self.choices.below(4))
            .map(|_| {
                let mut job = json!({"name": self.text()});
                if self.choices.below(2) == 1 {
                    let count = 1 + self.choices.below(3);
                    job["positions"] = (0..count).map(|_| self.entry("position")).collect();
                } else {
                    job["highlights"] = self.bullets(0);
                }
                self.tagged(job)
            })
            .collect();
        file["projects"] = (0..self.choices.below(4)).map(|_| self.entry("name")).collect();
        file["custom"] = (0..self.choices.below(3))
            .map(|index| {
                let title = self.text();
                let bullets = self.bullets(1);
                let content = match bullets.as_array().is_some_and(|items| !items.is_empty()) {
                    true => json!({"id": format!("c{index}"), "title": title, "bullets": bullets}),
                    false => {
                        json!({"id": format!("c{index}"), "title": title, "text": self.text()})
                    }
                };
                self.tagged(content)
            })
            .collect();
        file["skills"] = (0..self.choices.below(3))
            .map(|_| {
                let skill = json!({"name": self.text(), "keywords": [self.text(), self.text()]});
                self.tagged(skill)
            })
            .collect();
        for (name, index) in [("one", 0), ("two", 1)] {
            let pick = |choices: &mut Choices| -> Vec<&str> {
                TAGS.into_iter().filter(|_| choices.below(3) == 1).collect()
            };
            let mut variant = json!({});
            if self.choices.below(4) != 1 {
                variant["tags"] = json!(pick(self.choices));
            }
            variant["without"] = json!(pick(self.choices));
            if index == 1 {
                variant["language"] = json!("de");
            }
            file["variants"][name] = variant;
        }
        file
    }
}

/// The words that a variant prints in a language, in the order of the file, found without vitae.
fn printed(file: &Json, variant: &str, lang: &str) -> Vec<String> {
    struct Oracle<'a> {
        tags: Option<Vec<String>>,
        without: Vec<String>,
        lang: &'a str,
    }
    impl Oracle<'_> {
        fn takes(&self, node: &Json) -> bool {
            is_taken(node, self.tags.as_deref(), &self.without)
        }
        fn text(&self, node: &Json) -> String {
            match node {
                Json::Object(pairs) => {
                    let first = pairs.values().next();
                    let text = pairs.get(self.lang).or(pairs.get("en")).or(first);
                    text.and_then(Json::as_str).expect("there is one").to_owned()
                }
                other => other.as_str().expect("it is text").to_owned(),
            }
        }
        fn taken<'a>(&'a self, list: &'a Json) -> impl Iterator<Item = &'a Json> {
            list.as_array().into_iter().flatten().filter(|item| self.takes(item))
        }
        fn bullets(&self, list: &Json, words: &mut Vec<String>) {
            for bullet in self.taken(list) {
                words.push(self.text(&bullet["text"]));
                self.bullets(&bullet["highlights"], words);
            }
        }
    }
    let chosen = &file["variants"][variant];
    let oracle = Oracle {
        tags: chosen["tags"].is_array().then(|| words_under(chosen, "tags")),
        without: words_under(chosen, "without"),
        lang,
    };
    let mut words = Vec::new();
    for profile in oracle.taken(&file["basics"]["profiles"]) {
        let url = profile["url"].as_str().expect("it is text");
        words.push(url.trim_start_matches("https://").trim_end_matches(".example").to_owned());
    }
    for job in oracle.taken(&file["work"]) {
        let all = job["positions"].as_array();
        let positions: Vec<&Json> = oracle.taken(&job["positions"]).collect();
        if all.is_some() && positions.is_empty() {
            continue;
        }
        words.push(oracle.text(&job["name"]));
        oracle.bullets(&job["highlights"], &mut words);
        for position in positions {
            words.push(oracle.text(&position["position"]));
            oracle.bullets(&position["highlights"], &mut words);
        }
    }
    for project in oracle.taken(&file["projects"]) {
        words.push(oracle.text(&project["name"]));
        oracle.bullets(&project["highlights"], &mut words);
    }
    for custom in oracle.taken(&file["custom"]) {
        let mut content = Vec::new();
        match &custom["text"] {
            Json::Null => oracle.bullets(&custom["bullets"], &mut content),
            text => content.push(oracle.text(text)),
        }
        if !content.is_empty() {
            words.push(oracle.text(&custom["title"]));
            words.extend(content);
        }
    }
    for skill in oracle.taken(&file["skills"]) {
        words.push(oracle.text(&skill["name"]));
        let keywords = skill["keywords"].as_array().into_iter().flatten();
        words.extend(keywords.map(|keyword| oracle.text(keyword)));
    }
    words
}

/// The words `w…` of a text, each once, in its order.
fn marked(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let is_ours = word
            .strip_prefix('w')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if is_ours && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}

#[test]
fn what_is_printed_is_what_is_wanted_in_the_order_of_the_file() {
    let config = Config { cases: 400, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[3; 32]);
    let result = TestRunner::new_with_rng(config, rng).run(&vec(any::<u8>(), 40..400), |bytes| {
        let file = Made { choices: &mut Choices::new(&bytes), next: 0 }.resume();
        let input = Input::of_text("resume.yaml", ".", file.to_string());
        let langs = [None, Some("en"), Some("de"), Some("fr")];
        let job = |variant: &str, lang: Option<&str>| Job {
            variant: Some(variant.to_owned()),
            lang: lang.map(str::to_owned),
        };
        let jobs: Vec<Job> =
            langs.into_iter().flat_map(|lang| [job("one", lang), job("two", lang)]).collect();
        let loaded = load::load_jobs(&input, &Overrides::default(), &jobs);
        for one in loaded.jobs {
            let checked = one.checked.expect("it is sound");
            let view = serde_json::to_value(typeset::view(&checked)).expect("it is data");
            let variant = one.job.variant.expect("it has a name");
            let own = if variant == "two" { "de" } else { "en" };
            let lang = one.job.lang.as_deref().unwrap_or(own);
            let wanted = printed(&file, &variant, lang);
            let contacts = marked(&view["contacts"].to_string());
            let sections = marked(&view["sections"].to_string());
            assert_eq!([contacts, sections].concat(), wanted, "{variant} {lang}\n{file:#}");
            // Nor is anything else in what other programs get.
            let (json, _) = vitae::export::json::json(&checked);
            let mut there = marked(&String::from_utf8_lossy(&json));
            let mut expected = wanted.clone();
            there.sort();
            expected.sort();
            assert_eq!(there, expected, "{variant} {lang}\n{file:#}");
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn all_variants_at_once_are_the_bytes_of_each_alone() {
    let mut written = 0;
    for seed in 1..=4u8 {
        let folder = tempfile::tempdir().expect("there is room");
        let bytes: Vec<u8> =
            (0..240u32).map(|at| (at * 7919 * u32::from(seed) / 8) as u8).collect();
        let file = Made { choices: &mut Choices::new(&bytes), next: 0 }.resume();
        fs::write(folder.path().join("resume.yaml"), file.to_string()).expect("there is room");
        let rendered = |args: &[&str]| {
            let output = run(folder.path(), &[&["render", "-q"], args].concat());
            assert!(output.status.success(), "{}", stderr(&output));
        };
        rendered(&["--variant", "all", "--lang", "all", "-o", "all/"]);
        let files = |name: &str| {
            let files = fs::read_dir(folder.path().join(name)).expect("it is there").flatten();
            files.map(|file| file.path()).collect::<Vec<_>>()
        };
        for path in files("all") {
            let name = path.file_stem().and_then(|name| name.to_str()).expect("it has a name");
            let parts: Vec<&str> = name.split('-').collect();
            rendered(&["--variant", parts[1], "--lang", parts[2], "-o", "one/"]);
            let alone = folder.path().join("one").join(path.file_name().unwrap_or_default());
            assert!(same(&path, &alone), "{name} differs\n{file:#}");
            written += 1;
        }
    }
    assert!(written >= 16, "only {written}");
}

/// Whether two files have the same bytes.
fn same(one: &Path, other: &Path) -> bool {
    fs::read(one).expect("it is there") == fs::read(other).expect("it is there")
}
