import type {PageLinks, TherapySectionValue, TherapySummary} from './values.ts'

/** A therapy inside a page: its name, linked to its own page, and its summary. */
export function TherapySection({therapy, links}: TherapySectionValue & {links: PageLinks}) {
  if (!therapy?.name) return null
  return (
    <section className="therapy">
      <h2>
        <TherapyName therapy={therapy} links={links} />
      </h2>
      {therapy.summary ? <p>{therapy.summary}</p> : null}
    </section>
  )
}

export interface TherapyLinksProps {
  therapies: readonly TherapySummary[]
  links: PageLinks
}

/** Therapies with their summaries, each linked to its own page. */
export function TherapyLinks({therapies, links}: TherapyLinksProps) {
  return (
    <ul className="therapy-links">
      {therapies
        .filter(({name}) => name)
        .map((therapy, index) => (
          <li key={therapy._id ?? index}>
            <TherapyName therapy={therapy} links={links} />
            {therapy.summary ? <span className="summary"> {therapy.summary}</span> : null}
          </li>
        ))}
    </ul>
  )
}

function TherapyName({therapy: {name, slug}, links}: {therapy: TherapySummary; links: PageLinks}) {
  return slug ? <a href={links.therapy(slug)}>{name}</a> : <>{name}</>
}
