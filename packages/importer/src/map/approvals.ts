import type {Problem} from '../problem.ts'
import {type Prose, readSentences} from '../read/prose.ts'

/** Somebody who reads pages, not an authority. */
const inHouse =
  /\bby (?:the |our |your |its |an? )?(?:doctors?|editors?|reviewers?|board|team|ethics)\b/iu

const approval =
  /\b(?:(?:is|are|was|were|been|be|has|have|FDA|EMA|Agency|Commission|Administration) (?:\w+ )?(?:approved|licen[cs]ed|authori[sz]ed)|(?:approved|licen[cs]ed|authori[sz]ed) (?:for|to treat|in|by)|(?:approval|authori[sz]ation)s? (?:for|of|by|from|in))\b/iu

const denial = /\b(?:not|never|no)\b[^.;]{0,30}\b(?:approv|licen[cs]|authori[sz])/iu

const authority =
  /\b(?:FDA|EMA|MHRA|PMDA|TGA|NMPA|Swissmedic|Health Canada|Food and Drug Administration|European Medicines Agency|European Commission|Therapeutic Goods Administration)\b/u

const date = /\b(?:19|20)\d{2}\b/u

/** Statements that something is approved, without who approved it or when. */
export function findApprovalProblems(prose: Prose): Problem[] {
  if (!approval.test(prose.plain)) return []
  const problems: Problem[] = []
  for (const {text, start, end} of readSentences(prose)) {
    if (!approval.test(text) || denial.test(text) || inHouse.test(text)) continue
    const missing = [
      ...(authority.test(text) ? [] : ['who approved it']),
      ...(date.test(text) ? [] : ['when']),
    ]
    if (missing.length === 0) continue
    problems.push({
      code: 'approval-incomplete',
      severity: 'warning',
      message: `An approval is stated, but not ${missing.join(' and ')}: “${text}”`,
      place: prose.placeOf(start, end),
      hint: 'Add authority, date and source to the approvals of the therapy. Nothing was filled in.',
    })
  }
  return problems
}
