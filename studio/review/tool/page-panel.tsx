import {
  ApprovalTable,
  citePage,
  type CitationSource,
  ClaimList,
  type ClaimRow,
  ReferenceList,
  shownApprovals,
  shownClaims,
  shownSideEffects,
  SideEffectKey,
  SideEffectList,
  TherapyText,
} from '@net-therapies/react'
import {Box, Card, Spinner, Stack, Text} from '@sanity/ui'
import {type MouseEvent, useMemo} from 'react'

import type {Review} from '../use-review.ts'
import {titleOf} from './title-of.ts'
import {type PageValue, usePage} from './use-page.ts'

/** The document as the site shows it to readers, with the numbers that its sources will have. */
export function PagePanel({review}: {review: Review}) {
  const document = review.draft ?? review.published
  const page = usePage(review.client, document)
  if (!page) {
    return (
      <Box padding={4}>
        <Spinner muted />
      </Box>
    )
  }
  return (
    <Stack gap={3}>
      <Text muted size={1}>
        Links do not work here. What the page shows of other documents is what is public of them
        now.
      </Text>
      <Card border data-testid="review-page" padding={5} radius={2}>
        <style>{pageStyle}</style>
        <Page {...page} />
      </Card>
    </Stack>
  )
}

function Page({value, citations}: {value: PageValue; citations: CitationSource[]}) {
  const parts = useMemo(() => partsOf(value), [value])
  const {claims, mechanism, formulations, sideEffects, contraindications, approvals} = parts
  const isSource = value._type === 'citation'
  const sourceId = value._id.replace(/^drafts\./u, '')
  const cited = useMemo(
    () =>
      citePage(
        isSource
          ? [{citations: [{_ref: sourceId}]}]
          : [
              claims,
              value.body,
              mechanism,
              formulations,
              sideEffects,
              contraindications,
              approvals,
            ],
        isSource ? [{...value, _id: sourceId}] : citations,
      ),
    [
      value,
      citations,
      isSource,
      sourceId,
      claims,
      mechanism,
      formulations,
      sideEffects,
      contraindications,
      approvals,
    ],
  )
  const lists = [
    {title: 'How it works', rows: mechanism},
    {title: 'How it is given', rows: formulations},
    {title: 'When it should not be used', rows: contraindications},
  ].filter(({rows}) => rows.length > 0)
  return (
    <article className="review-page" lang="en" onClickCapture={stayHere}>
      {!isSource && <h1>{titleOf(value)}</h1>}
      {value.summary && <p>{value.summary}</p>}
      {value.description && <p>{value.description}</p>}
      {claims.length > 0 && (
        <section>
          <h2>Key facts</h2>
          <ClaimList cited={cited} claims={claims} />
        </section>
      )}
      <TherapyText cited={cited} text={value.body} />
      {lists.map(({title, rows}) => (
        <section key={title}>
          <h2>{title}</h2>
          <ClaimList cited={cited} claims={rows} />
        </section>
      ))}
      {sideEffects.length > 0 && (
        <section>
          <h2>Side effects at a glance</h2>
          <SideEffectKey sideEffects={sideEffects} />
          <SideEffectList cited={cited} sideEffects={sideEffects} />
        </section>
      )}
      {approvals.length > 0 && (
        <section>
          <h2>Approvals</h2>
          <ApprovalTable approvals={approvals} cited={cited} />
        </section>
      )}
      <ReferenceList cited={cited} />
    </article>
  )
}

/** A link would lead away from the Studio; one inside the page scrolls to its place. */
function stayHere(event: MouseEvent<HTMLElement>): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link) return
  event.preventDefault()
  const id = /^#(.+)$/u.exec(link.getAttribute('href') ?? '')?.[1]
  if (id) event.currentTarget.querySelector(`#${CSS.escape(id)}`)?.scrollIntoView({block: 'center'})
}

function partsOf(value: PageValue) {
  return {
    claims: shownClaims(value.claims),
    mechanism: shownClaims(value.mechanism ? [value.mechanism] : []),
    formulations: shownClaims(
      (value.formulations ?? []).map((formulation): ClaimRow => ({
        ...formulation,
        text: [formulation.label, formulation.route, formulation.interval]
          .filter(Boolean)
          .join(', '),
      })),
    ),
    sideEffects: shownSideEffects(value.sideEffects),
    contraindications: shownClaims(value.contraindications),
    approvals: shownApprovals(value.approvals),
  }
}

const pageStyle = `
  .review-page { max-width: 44rem; font-family: inherit; line-height: 1.6; }
  .review-page h1, .review-page h2, .review-page h3 { line-height: 1.25; margin: 1.5em 0 0.5em; }
  .review-page p, .review-page ul, .review-page ol, .review-page table { margin: 0 0 1em; }
  .review-page ul, .review-page ol { padding-left: 1.5em; }
  .review-page h1 { margin-top: 0; }
  .review-page table { border-collapse: collapse; width: 100%; }
  .review-page th, .review-page td { border: 1px solid var(--card-border-color); padding: 0.4em; text-align: left; }
  .review-page img { max-width: 100%; height: auto; }
  .review-page .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`
