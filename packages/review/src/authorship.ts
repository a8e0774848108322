import {contentDigest} from './content-digest.ts'
import type {PendingTransaction} from './pending-transaction.ts'

/** One state of a document, reduced to what decides who wrote it. */
interface Entry {
  author: string
  timestamp: string
  /** Digest of the text; empty where the document was deleted. */
  text: () => string
}

/** Who wrote what of a document. */
export interface Authorship {
  /** When its text last became public; empty if it never did. */
  lastPublished: string
  /** User ids of those who edited its drafts and versions since then. */
  editors: Set<string>
  /** User ids of those who wrote the text that is public. */
  publishedEditors: Set<string>
  /** Whether a draft or version has had this text at that time and ever since. */
  isKeptSince: (text: string, time: string) => boolean
}

/**
 * Reads from the history who wrote a document. An edit is a change that makes a text which no form
 * of the document had just before, so that adding a draft to a release or withdrawing a page makes
 * nobody its author.
 */
export function authorshipOf(transaction: PendingTransaction, id: string): Authorship {
  const published = entriesOf(transaction, id)
  const forms = transaction.formsOf(id).map((form) => entriesOf(transaction, form))
  const times = published
    .filter((entry, index) => entry.text() !== '' && entry.text() !== published[index - 1]?.text())
    .map(({timestamp}) => timestamp)
  const lastPublished = times.at(-1) ?? ''
  const between = (since: string, until: string) => editorsBetween({published, forms, since, until})
  return {
    lastPublished,
    editors: between(lastPublished, transaction.timestamp),
    publishedEditors: between(times.at(-2) ?? '', lastPublished),
    isKeptSince: (text, time) => isKeptSince(forms, text, time),
  }
}

/** A copy made while the text was there keeps it, too. */
function isKeptSince(forms: readonly Entry[][], text: string, time: string): boolean {
  const holders = new Set(
    forms.filter(
      (entries) => entries.findLast(({timestamp}) => timestamp <= time)?.text() === text,
    ),
  )
  const later = forms
    .flatMap((form) => form.map((entry) => ({form, entry})))
    .filter(({entry}) => entry.timestamp > time)
  const byTime = Map.groupBy(later, ({entry}) => entry.timestamp)
  for (const timestamp of [...byTime.keys()].toSorted()) {
    const before = holders.size
    for (const {form, entry} of byTime.get(timestamp) ?? []) {
      if (entry.text() !== text) holders.delete(form)
      else if (before > 0) holders.add(form)
    }
  }
  return holders.size > 0
}

/**
 * A draft that outlived `since` is followed back to its beginning, so that its author cannot approve
 * it afterwards.
 */
function editorsBetween(history: {
  published: Entry[]
  forms: Entry[][]
  since: string
  until: string
}): Set<string> {
  const {published, forms, since, until} = history
  const editors = new Set<string>()
  for (const entries of forms) {
    const start = entries.findLastIndex(({timestamp, text}) => timestamp <= since && text() === '')
    for (const entry of entries.slice(start + 1)) {
      if (entry.timestamp > until) break
      if (entry.text() === '' || editors.has(entry.author)) continue
      const isCopy = [published, ...forms].some(
        (other) => textBefore(other, entry) === entry.text(),
      )
      if (!isCopy) editors.add(entry.author)
    }
  }
  return editors
}

function textBefore(entries: readonly Entry[], {timestamp}: Entry): string | undefined {
  return entries.findLast((entry) => entry.timestamp < timestamp)?.text()
}

function entriesOf(transaction: PendingTransaction, id: string): Entry[] {
  return transaction.history(id).map(({author, timestamp, after}) => {
    let digest: string | undefined
    return {author, timestamp, text: () => (digest ??= after ? contentDigest(after) : '')}
  })
}
