/** XML text as the query protocols answer it. */

export const XML_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** What XML 1.0 cannot carry in any form, lone surrogates included. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find.
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
/** Carriage returns would be read back as line feeds, so they are escaped too. */
const SPECIAL = /[&<>"'\r]/g;
/** Most text needs nothing; this test is cheaper than the replacements. */
const PLAIN = /^[\t\n !#-%(-;=?-~]*$/;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

/** Whether XML 1.0 can carry all of a text. */
export function isXmlText(text: string): boolean {
  return PLAIN.test(text) || text.search(ILLEGAL) < 0;
}

/** The items of a list most often have the same policy document, one after the other. */
let lastEscaped = { text: '', escaped: '' };

/** Escapes text; a character that XML cannot carry becomes U+FFFD. */
export function escapeXml(text: string): string {
  if (text === lastEscaped.text) return lastEscaped.escaped;
  if (PLAIN.test(text)) return text;
  const escaped = text
    .replace(ILLEGAL, '\ufffd')
    .replace(SPECIAL, (character) => ESCAPES[character] ?? character);
  lastEscaped = { text, escaped };
  return escaped;
}

/** An element around content that is already XML. */
export function element(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}
