import {citations} from './citations.ts'
import type {SampleDocument} from './document.ts'
import {drugClasses} from './drug-classes.ts'
import {pages} from './pages.ts'
import {sideEffects} from './side-effects.ts'
import {belzutifan} from './therapies/belzutifan.ts'
import {cabozantinib} from './therapies/cabozantinib.ts'
import {captem} from './therapies/captem.ts'
import {everolimus} from './therapies/everolimus.ts'
import {lanreotide} from './therapies/lanreotide.ts'
import {lutetiumDotatate} from './therapies/lutetium-dotatate.ts'
import {octreotide} from './therapies/octreotide.ts'
import {streptozocin} from './therapies/streptozocin.ts'
import {sunitinib} from './therapies/sunitinib.ts'
import {telotristat} from './therapies/telotristat.ts'

/**
 * The published documents of the sample, with everything that a document refers to before it.
 * Sample content: no medical advice.
 */
export const sampleDocuments: readonly SampleDocument[] = [
  ...citations,
  ...sideEffects,
  ...drugClasses,
  octreotide,
  lanreotide,
  everolimus,
  sunitinib,
  cabozantinib,
  belzutifan,
  captem,
  streptozocin,
  lutetiumDotatate,
  telotristat,
  ...pages,
]

export type {SampleDocument}
