// The text that pdf.js reads in PDFs: one JSON object a line, {file, text}.
// usage: node pdfjs.mjs PDFJS FILE…   PDFJS is the folder of pdfjs-dist
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
// Only what draws needs a canvas; that there is none is said as a warning.
console.warn = console.log = () => {};
const pdfjs = await import(pathToFileURL(`${folder}/legacy/build/pdf.mjs`));

for (const file of files) {
  const data = new Uint8Array(readFileSync(file));
  const document = await pdfjs.getDocument({ data, verbosity: 0, isEvalSupported: false }).promise;
  let text = "";
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    for (const { str, hasEOL } of items) text += str + (hasEOL ? "\n" : "");
    text += "\f";
  }
  process.stdout.write(JSON.stringify({ file, text }) + "\n");
  await document.destroy();
}
