export {ApprovalTable} from './approval-table.tsx'
export type {ApprovalTableProps} from './approval-table.tsx'
export {CitationMark} from './citation-mark.tsx'
export type {CitationMarkProps} from './citation-mark.tsx'
export {ClaimList} from './claim-list.tsx'
export type {ClaimListProps} from './claim-list.tsx'
export {createComponents} from './components.tsx'
export type {ComponentsOptions} from './components.tsx'
export {Figure} from './figure.tsx'
export {formatDate} from './format-date.ts'
export {citePage} from './page-citations.ts'
export type {CitationSource, Occurrence, PageCitations, Reference} from './page-citations.ts'
export {ReferenceList} from './reference-list.tsx'
export type {ReferenceListProps} from './reference-list.tsx'
export {safeHref} from './safe-href.ts'
export {SampleNotice} from './sample-notice.tsx'
export {shownApprovals, shownClaims, shownSideEffects} from './shown.ts'
export {SideEffectKey} from './side-effect-key.tsx'
export type {SideEffectKeyProps} from './side-effect-key.tsx'
export {SideEffectList} from './side-effect-list.tsx'
export type {SideEffectListProps} from './side-effect-list.tsx'
export {TherapyLinks} from './therapy-section.tsx'
export type {TherapyLinksProps} from './therapy-section.tsx'
export {defaultLinks, TherapyText} from './therapy-text.tsx'
export type {TherapyTextProps} from './therapy-text.tsx'
export type {
  ApprovalRow,
  CitationReference,
  Cited,
  ClaimRow,
  DrugClassSectionValue,
  ImageValue,
  PageLinks,
  SideEffectRow,
  TextBlocks,
  TherapySectionValue,
  TherapySummary,
} from './values.ts'
