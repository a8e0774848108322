import {PortableText} from '@portabletext/react'

import {createComponents} from './components.tsx'
import {knownText} from './known-text.ts'
import type {PageCitations} from './page-citations.ts'
import type {PageLinks, TextBlocks} from './values.ts'

export interface TherapyTextProps {
  text: TextBlocks | null | undefined
  cited: PageCitations
  /** Where sections link to. Defaults to `/therapies/<slug>` and `/drug-classes/<slug>`. */
  links?: PageLinks
  headingOffset?: 0 | 1
}

/** Addresses of pages as the example site lays them out. */
export const defaultLinks: PageLinks = {
  therapy: (slug) => `/therapies/${encodeURIComponent(slug)}`,
  drugClass: (slug) => `/drug-classes/${encodeURIComponent(slug)}`,
}

/**
 * Body text of a therapy, a drug class or a page, with its citations as superscript numbers.
 *
 * What the content model does not know is not shown and never breaks the page; links to schemes
 * other than http, https, mailto and tel lose their address and keep their text.
 */
export function TherapyText(props: TherapyTextProps) {
  const {text, cited, links = defaultLinks, headingOffset = 0} = props
  return (
    <PortableText
      value={knownText(text)}
      components={createComponents({cited, links, headingOffset})}
      onMissingComponent={false}
    />
  )
}
