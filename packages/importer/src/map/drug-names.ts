/** A name on a page that is formed like that of a drug. */
export interface DrugName {
  name: string
  kind: 'drug' | 'radionuclide'
  brandNames: string[]
  start: number
  end: number
}

/**
 * Endings of generic names. Most are stems by which the World Health Organization forms
 * international nonproprietary names (“The use of stems in the selection of INN”); the others are
 * shared by older names. None ends an everyday English word.
 */
const endings = [
  'nib mab limus reotide platin citabine rubicin taxel zomib lisib ciclib parib tecan poside',
  'zolomide fosfamide trexate trexed mustine degib clax tristat tifan setron prazole carbazine',
  'ouracil zocin',
].flatMap((names) => names.split(' '))

const generic = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:\\p{L}+-)?\\p{L}{2,}(?:${endings.join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
)

/** Any word in small letters with a trade mark behind it: “samplol (Brandol®)”. */
const trademarked = /(?<![\p{L}\p{N}-])\p{Ll}[\p{Ll}-]{3,}(?=\s?\(\p{Lu}[\p{L}\d-]+[®™]\))/gu

/** Isotopes that treat, joined to what carries them; those of scans are no therapies. */
const radioactive =
  /(?<![\p{L}\p{N}])(?:(?:177\s?Lu|90\s?Y|131\s?I|225\s?Ac|212\s?Pb)|(?:Lu|Y|I|Ac|Pb)-?(?:177|90|131|225|212)|lutetium(?: Lu)? ?(?:\(?177\)?(?:Lu)?)?)[-– ](?:\[?DOTA-?\d?\]?,?[- ]?)?(?:DOTA\p{L}*|oxodotreotide|edotreotide|m?IBG|TATE|TOC)(?![\p{L}\p{N}])/giu

/** Finds names that are formed like names of drugs. Nothing is looked up. */
export function findDrugNames(text: string): DrugName[] {
  const found: DrugName[] = []
  const add = (match: RegExpExecArray, kind: DrugName['kind']) => {
    const end = match.index + match[0].length
    if (found.some((other) => other.start < end && other.end > match.index)) return
    const name = kind === 'drug' ? match[0].toLowerCase() : match[0].replace(/\s+/gu, ' ')
    found.push({name, kind, brandNames: brandsBehind(text, end), start: match.index, end})
  }
  for (const match of text.matchAll(radioactive)) add(match, 'radionuclide')
  for (const match of text.matchAll(generic)) add(match, 'drug')
  for (const match of text.matchAll(trademarked)) add(match, 'drug')
  return found.sort((left, right) => left.start - right.start)
}

/** The brand in brackets behind a name: “(Brandol)” or “(Brandol®)”, but no abbreviation. */
function brandsBehind(text: string, end: number): string[] {
  const match = /^\s?\((\p{Lu}[\p{L}\d-]+(?: \p{Lu}[\p{L}-]+)?)\s?([®™])?\)/u.exec(
    text.slice(end, end + 60),
  )
  const brand = match?.[1]
  if (!brand) return []
  return match[2] !== undefined || /\p{Ll}{2}/u.test(brand) ? [brand] : []
}
