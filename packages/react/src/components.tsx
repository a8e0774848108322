import type {PortableTextReactComponents} from '@portabletext/react'

import {CitationMark} from './citation-mark.tsx'
import {DrugClassSection} from './drug-class-section.tsx'
import {Figure} from './figure.tsx'
import {hasSource, type PageCitations} from './page-citations.ts'
import {safeHref} from './safe-href.ts'
import {TherapySection} from './therapy-section.tsx'
import type {
  Cited,
  DrugClassSectionValue,
  ImageValue,
  PageLinks,
  TherapySectionValue,
} from './values.ts'

export interface ComponentsOptions {
  cited: PageCitations
  links: PageLinks
  /** Added to every heading level: 1 where the text stands under a heading of its own. */
  headingOffset: 0 | 1
}

/** The map from what Portable Text contains to what renders it. */
export function createComponents(options: ComponentsOptions): Partial<PortableTextReactComponents> {
  const {cited, links, headingOffset} = options
  const Heading = headingOffset === 0 ? 'h2' : 'h3'
  const Subheading = headingOffset === 0 ? 'h3' : 'h4'
  return {
    block: {
      normal: ({children}) => <p>{children}</p>,
      h2: ({children}) => <Heading>{children}</Heading>,
      h3: ({children}) => <Subheading>{children}</Subheading>,
    },
    list: {
      bullet: ({children}) => <ul>{children}</ul>,
      number: ({children}) => <ol>{children}</ol>,
    },
    listItem: ({children}) => <li>{children}</li>,
    marks: {
      strong: ({children}) => <strong>{children}</strong>,
      em: ({children}) => <em>{children}</em>,
      link: ({children, value}) => {
        const href = safeHref((value as {href?: unknown} | undefined)?.href)
        return href === undefined ? <>{children}</> : <a href={href}>{children}</a>
      },
    },
    types: {
      citationMark: ({value}: {value: Cited}) =>
        hasSource(value) ? (
          <CitationMark citations={value.citations} cited={cited} />
        ) : (
          <sup className="citation-mark missing-source">source missing</sup>
        ),
      accessibleImage: ({value}: {value: ImageValue}) => <Figure {...value} />,
      drugClassSection: ({value}: {value: DrugClassSectionValue}) => (
        <DrugClassSection {...value} cited={cited} links={links} />
      ),
      therapySection: ({value}: {value: TherapySectionValue}) => (
        <TherapySection {...value} links={links} />
      ),
    },
    unknownType: () => null,
  }
}
