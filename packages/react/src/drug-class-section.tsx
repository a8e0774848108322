import type {PageCitations} from './page-citations.ts'
import {SideEffectList} from './side-effect-list.tsx'
import {TherapyLinks} from './therapy-section.tsx'
import {TherapyText} from './therapy-text.tsx'
import type {DrugClassSectionValue, PageLinks} from './values.ts'

export interface DrugClassSectionProps extends DrugClassSectionValue {
  cited: PageCitations
  links: PageLinks
}

/** A drug class inside a page: its text, its side effects and, when asked for, its therapies. */
export function DrugClassSection({drugClass, therapies, cited, links}: DrugClassSectionProps) {
  if (!drugClass?.name) return null
  return (
    <section className="drug-class">
      <h2>
        {drugClass.slug ? (
          <a href={links.drugClass(drugClass.slug)}>{drugClass.name}</a>
        ) : (
          drugClass.name
        )}
      </h2>
      {drugClass.plainName ? <p className="plain-name">{drugClass.plainName}</p> : null}
      <TherapyText text={drugClass.body} cited={cited} links={links} headingOffset={1} />
      {drugClass.sideEffects?.length ? (
        <>
          <h3>Side effects at a glance</h3>
          <SideEffectList sideEffects={drugClass.sideEffects} cited={cited} />
        </>
      ) : null}
      {therapies?.length ? (
        <>
          <h3>Therapies</h3>
          <TherapyLinks therapies={therapies} links={links} />
        </>
      ) : null}
    </section>
  )
}
