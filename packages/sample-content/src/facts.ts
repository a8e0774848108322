import {keyed, reference, sources} from './portable-text.ts'

type Band = 'very-common' | 'common' | 'uncommon' | 'rare' | 'very-rare' | 'not-known'

interface Report {
  /** As the leaflet groups it; left out where the source gives no group. */
  band?: Band
  percent?: number
  affected?: number
  treated?: number
  grade?: string
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
  const {band, percent, affected, treated, grade, serious} = report
  const rate = Object.fromEntries(
    Object.entries({percent, affected, treated}).filter(([, value]) => value !== undefined),
  )
  return {
    _key: sideEffect,
    _type: 'therapySideEffect',
    sideEffect: reference(`side-effect-${sideEffect}`),
    ...(band ? {frequencyBand: band} : {}),
    ...(Object.keys(rate).length > 0 ? {rate} : {}),
    ...(grade ? {ctcae: {grade}} : {}),
    serious: serious ?? false,
    citations: sources(source),
  }
}

/** Side effects that one leaflet puts into one group. */
export const reportedAs = (band: Band, source: string, sideEffects: readonly string[]) =>
  sideEffects.map((sideEffect) => reported(sideEffect, source, {band}))

/** An approval or another decision of an authority. */
export function approval(
  fields: {
    authority: 'FDA' | 'EMA'
    status: 'approved' | 'off-label'
    date?: string
    indication: string
    population?: string
    netSubtypes: string[]
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
