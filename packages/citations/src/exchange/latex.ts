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

const LETTERS = new Map(
  Object.entries({
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
  }),
)

/** Commands that change how their braces look, and not what is said. */
const LOOKS = /^(?:emph|enquote|mkbib\w+|text(?:it|bf|sc|rm|superscript|subscript))$/

const TOKENS = new RegExp(
  [
    // an accent over one letter, with or without braces
    String.raw`\\(?<accent>[\`'^~"=.]|[uvHckrd](?![A-Za-z]))\s*(?:\{\s*\\?(?<braced>[A-Za-z])\s*\}|\\?(?<bare>[A-Za-z]))`,
    String.raw`\\(?<command>[A-Za-z]+)(?:\{\}|\s+)?`,
    String.raw`\\(?<sign>[^A-Za-z])`,
    '---|--|~|[{}]',
  ].join('|'),
  'g',
)

const PLAIN: Record<string, string> = {'---': '—', '--': '–', '~': ' ', '{': '', '}': ''}

/** Turns LaTeX accents, letters, dashes and escaped signs into Unicode, and drops braces. */
export function decodeLatex(text: string): string {
  return text
    .replaceAll(TOKENS, (token: string, ...rest: unknown[]) => {
      const {accent, braced, bare, command, sign} = rest.at(-1) as Record<
        string,
        string | undefined
      >
      if (accent !== undefined) return `${braced ?? bare}${ACCENTS[accent]}`
      if (command !== undefined) return LOOKS.test(command) ? '' : (LETTERS.get(command) ?? token)
      return sign ?? PLAIN[token] ?? token
    })
    .replaceAll(/\s+/g, ' ')
    .trim()
    .normalize('NFC')
}

/** Escapes the signs that LaTeX reads as commands or dashes. Letters stay Unicode. */
export function encodeLatex(text: string | undefined): string | undefined {
  return text
    ?.replaceAll('\\', '\u0000')
    .replaceAll(/[&%$#_{}]/g, (sign) => `\\${sign}`)
    .replaceAll('~', '\\textasciitilde{}')
    .replaceAll('^', '\\textasciicircum{}')
    .replaceAll(/-(?=-)/g, '-{}')
    .replaceAll('\u0000', '\\textbackslash{}')
}
