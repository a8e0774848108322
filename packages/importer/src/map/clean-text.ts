/** Makes one space of every run of blanks (also non-breaking ones) and drops zero-width ones. */
export function cleanText(text: string): string {
  return text.replace(/[\u200b\u2060\ufeff]/gu, '').replace(/\s+/gu, ' ')
}
