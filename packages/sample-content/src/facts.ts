import {keyed, reference, sources} from './portable-text.ts'

type Band = 'very-common' | 'common' | 'uncommon' | 'rare' | 'very-rare' | 'not-known'

interface Report {
  /** As the leaflet groups it; left out where the source gives no group. */
  band?: Band
  percent?: number
  affected?: number
  treated?: number
  /** What the others in the study had, and how many of them had the side effect. */
  comparator?: string
  comparatorPercent?: number
  /** Needed beside a rate: rates of different kinds must not be compared. */
  attribution?: 'treatment-related' | 'any-cause' | 'not-stated'
  /** Who was studied. */
  population?: string
  /** CTCAE grade and version, as the source names them. */
  severity?: {grade: string; version: string}
  serious?: boolean
}

/** One statement with its sources, by the names of citations. */
export function claim(
  kind: 'efficacy' | 'safety' | 'regulatory' | 'mechanism',
  text: string,
  ...from: string[]
) {
  return {_type: 'claim', kind, text, citations: sources(...from), asOf: '2026-11-23'}
}

/** What one source reports about one side effect, named without `side-effect-`. */
export function reported(sideEffect: string, source: string, report: Report = {}) {
  const {band, attribution, population, severity, serious} = report
  const {percent, affected, treated, comparator, comparatorPercent} = report
  const rate = Object.fromEntries(
    Object.entries({percent, affected, treated, comparatorPercent, comparator}).filter(
      ([, value]) => value !== undefined,
    ),
  )
  return {
    _key: sideEffect,
    _type: 'therapySideEffect',
    sideEffect: reference(`side-effect-${sideEffect}`),
    ...(band ? {frequencyBand: band} : {}),
    ...(Object.keys(rate).length > 0 ? {rate} : {}),
    ...(attribution ? {attribution} : {}),
    ...(population ? {population} : {}),
    ...(severity ? {ctcae: severity} : {}),
    serious: serious ?? false,
    citations: sources(source),
  }
}

/** Side effects that one leaflet puts into one group, for the people that it speaks of. */
export const reportedAs = (
  band: Band,
  source: string,
  population: string,
  sideEffects: readonly string[],
) => sideEffects.map((sideEffect) => reported(sideEffect, source, {band, population}))

/** An approval or another decision of an authority. */
export function approval(
  fields: {
    authority: 'FDA' | 'EMA'
    status: 'approved' | 'off-label'
    date?: string
    indication: string
    population?: string
    netSubtypes?: string[]
    conditions?: string[]
  },
  ...from: string[]
) {
  return {_type: 'approval', ...fields, asOf: '2026-11-23', citations: sources(...from)}
}

/** Codes in public code systems, last looked up on 23 November 2026. */
export const codes = (entries: readonly {system: string; value: string; display: string}[]) =>
  keyed(
    'code',
    entries.map((entry) => ({_type: 'medicalCode', ...entry, verifiedAt: '2026-11-23'})),
  )

/** The address part of a document. */
export const slug = (current: string) => ({_type: 'slug', current})
