const ACCENTS: Record<string, string> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '"': '\u0308',
  '=': '\u0304',
  '.': '\u0307',
  u: '\u0306',
  v: '\u030C',
  H: '\u030B',
  c: '\u0327',
  k: '\u0328',
  r: '\u030A',
  d: '\u0323',
}

const LETTERS: Record<string, string> = {
  ss: 'ß',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  i: 'ı',
  j: 'ȷ',
  textregistered: '®',
  textendash: '–',
  textbackslash: '\\',
  textasciitilde: '~',
  textasciicircum: '^',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  kappa: 'κ',
}

/** Turns LaTeX accents, letters, dashes and escaped signs into Unicode, and drops braces. */
export function decodeLatex(text: string): string {
  return text
    .replaceAll(
      /\\([`'^~"=.]|[uvHckrd](?![A-Za-z]))\s*(?:\{\s*(\\?[A-Za-z])\s*\}|(\\?[A-Za-z]))/g,
      (_, accent: string, inBraces: string | undefined, bare: string | undefined) => {
        const letter = (inBraces ?? bare ?? '').replace('\\', '')
        return `${letter}${ACCENTS[accent] ?? ''}`.normalize('NFC')
      },
    )
    .replaceAll(
      /\\([A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))/g,
      (command, name: string) => LETTERS[name] ?? command,
    )
    .replaceAll(
      /\\(?:emph|textit|textbf|textsc|textsuperscript|textsubscript|enquote)\s*(?=\{)/g,
      '',
    )
    .replaceAll(/(?<!\\)[{}]/g, '')
    .replaceAll(/(?<!\\)---/g, '—')
    .replaceAll(/(?<!\\)--/g, '–')
    .replaceAll(/(?<!\\)~/g, ' ')
    .replaceAll(/\\([&%$#_{}])/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .normalize('NFC')
}

/** Escapes the signs that LaTeX reads as commands. Letters stay Unicode. */
export function encodeLatex(text: string | undefined): string | undefined {
  return text
    ?.replaceAll('\\', '\u0000')
    .replaceAll(/[&%$#_{}]/g, (sign) => `\\${sign}`)
    .replaceAll('~', '\\textasciitilde{}')
    .replaceAll('^', '\\textasciicircum{}')
    .replaceAll('\u0000', '\\textbackslash{}')
}
