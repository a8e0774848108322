import {expect, test} from 'vitest'

import type {DrugClassValue, PagePlace, TherapyValue} from '../values.ts'
import {citationJsonLd} from './citation.ts'
import {drugClassJsonLd} from './drug-class.ts'
import {pageJsonLd} from './page.ts'
import {therapyJsonLd} from './therapy.ts'

const place: PagePlace = {
  url: 'https://example.org/therapies/examplinib',
  breadcrumbs: [
    {name: 'Home', url: 'https://example.org/'},
    {name: 'examplinib', url: 'https://example.org/therapies/examplinib'},
  ],
}

const cited = [{_ref: 'cite-a'}]
const nausea = {name: 'feeling sick', medicalTerm: 'nausea', kind: 'symptom', codes: null}
const rash = {name: 'rash', medicalTerm: null, kind: 'sign', codes: null}

const therapy: TherapyValue = {
  _updatedAt: '2026-01-03T00:00:00Z',
  name: 'examplinib',
  kind: 'drug',
  summary: 'An invented drug.',
  brandNames: ['Exampla'],
  codes: [{system: 'MeSH', value: 'X1', display: null}, {system: 'MeSH'}],
  drugClass: {name: 'Example class', codes: null},
  mechanism: {text: 'It does nothing.', citations: cited},
  contraindications: [
    {text: 'An allergy to it', citations: cited},
    {text: 'No source', citations: []},
  ],
  approvals: [
    {authority: 'FDA', status: 'approved', date: '2018', citations: cited},
    {authority: 'EMA', status: 'approved', date: null, citations: cited},
  ],
  sideEffects: [
    {serious: false, citations: cited, sideEffect: nausea},
    {serious: true, citations: cited, sideEffect: rash},
    {serious: true, citations: null, sideEffect: {name: 'unsourced'}},
  ],
  citations: [{_id: 'cite-a', kind: 'article-journal', title: 'Example trial'}],
  lastReviewed: '2026-02-01T10:00:00Z',
  nextReviewDue: '2027-02-01',
}

test('a therapy page is a MedicalWebPage about a MedicalTherapy with a Drug', () => {
  expect(therapyJsonLd(therapy, place)).toEqual({
    '@context': 'https://schema.org',
    '@type': 'MedicalWebPage',
    '@id': place.url,
    url: place.url,
    name: 'examplinib',
    description: 'An invented drug.',
    inLanguage: 'en',
    dateModified: '2026-01-03T00:00:00Z',
    lastReviewed: '2026-02-01',
    expires: '2027-02-01',
    medicalAudience: {'@type': 'Patient'},
    about: [
      {
        '@type': 'MedicalTherapy',
        name: 'examplinib',
        drug: {
          '@type': 'Drug',
          name: 'examplinib',
          nonProprietaryName: 'examplinib',
          proprietaryName: ['Exampla'],
          mechanismOfAction: 'It does nothing.',
          drugClass: {'@type': 'DrugClass', name: 'Example class'},
          code: [{'@type': 'MedicalCode', codingSystem: 'MeSH', codeValue: 'X1'}],
          legalStatus: [
            {
              '@type': 'DrugLegalStatus',
              name: 'Approved by FDA',
              applicableLocation: {'@type': 'AdministrativeArea', name: 'United States'},
            },
          ],
          recognizingAuthority: [{'@type': 'Organization', name: 'FDA'}],
        },
        contraindication: ['An allergy to it'],
        adverseOutcome: [
          {'@type': 'MedicalSymptom', name: 'feeling sick', alternateName: 'nausea'},
        ],
        seriousAdverseOutcome: [{'@type': 'MedicalSign', name: 'rash'}],
      },
    ],
    citation: [{'@type': 'MedicalScholarlyArticle', name: 'Example trial'}],
    breadcrumb: {
      '@type': 'BreadcrumbList',
      itemListElement: [
        {'@type': 'ListItem', position: 1, name: 'Home', item: 'https://example.org/'},
        {'@type': 'ListItem', position: 2, name: 'examplinib', item: place.url},
      ],
    },
  })
})

test('a procedure is no drug', () => {
  const [about] = therapyJsonLd({...therapy, kind: 'procedure', sideEffects: []}, place)
    .about as object[]
  expect(about).toEqual({
    '@type': 'MedicalTherapy',
    name: 'examplinib',
    code: [{'@type': 'MedicalCode', codingSystem: 'MeSH', codeValue: 'X1'}],
    contraindication: ['An allergy to it'],
  })
})

const drugClass: DrugClassValue = {
  _updatedAt: '2026-01-03T00:00:00Z',
  name: 'Example class',
  plainName: 'example medicines',
  sideEffects: [{citations: cited, sideEffect: nausea}],
  therapies: [
    {name: 'examplinib', kind: 'drug'},
    {name: 'cutting', kind: 'procedure'},
  ],
}

test('side effects of a class stand on a MedicalTherapy, never on the DrugClass', () => {
  expect(drugClassJsonLd(drugClass, place).about).toEqual([
    {
      '@type': 'DrugClass',
      name: 'Example class',
      alternateName: ['example medicines'],
      drug: [{'@type': 'Drug', name: 'examplinib'}],
    },
    {
      '@type': 'MedicalTherapy',
      name: 'Treatment with Example class',
      drug: [{'@type': 'Drug', name: 'examplinib'}],
      adverseOutcome: [{'@type': 'MedicalSymptom', name: 'feeling sick', alternateName: 'nausea'}],
    },
  ])
})

test('a page is about the drug classes and therapies that it shows', () => {
  const {therapies, ...shown} = drugClass
  const page = pageJsonLd(
    {
      _updatedAt: '2026-01-03T00:00:00Z',
      title: 'Example page',
      body: [
        {_type: 'block'},
        {_type: 'drugClassSection', drugClass: shown, therapies},
        {_type: 'therapySection', therapy: {name: 'examplinib'}},
      ],
    },
    place,
  )
  expect((page.about as {'@type': string}[]).map((about) => about['@type'])).toEqual([
    'DrugClass',
    'MedicalTherapy',
    'MedicalTherapy',
  ])
  expect(Object.hasOwn(page, 'lastReviewed')).toBe(false)
})

test('the review of sample content is a demonstration, and is not claimed', () => {
  const {lastReviewed, expires} = therapyJsonLd({...therapy, sampleContent: true}, place)
  expect({lastReviewed, expires}).toEqual({lastReviewed: undefined, expires: undefined})
  expect(therapyJsonLd({...therapy, sampleContent: null}, place)).toMatchObject({
    lastReviewed: '2026-02-01',
    expires: '2027-02-01',
  })
})

test('a journal article carries its identifiers, people, volume and issue', () => {
  expect(
    citationJsonLd({
      _id: 'cite-a',
      kind: 'article-journal',
      title: 'Example trial',
      authors: [
        {family: 'Berg', particle: 'van der', given: 'J'},
        {literal: 'Example Group'},
        {given: 'nobody'},
      ],
      containerTitle: 'Journal of Examples',
      issn: '1351-0088',
      issued: '2018-01',
      volume: '4',
      issue: '5',
      pages: '526-547',
      doi: '10.1000/example',
      pmid: '1',
      pmcid: 'PMC1',
      url: 'javascript:alert(1)',
    }),
  ).toEqual({
    '@type': 'MedicalScholarlyArticle',
    name: 'Example trial',
    author: [
      {'@type': 'Person', familyName: 'van der Berg', givenName: 'J'},
      {'@type': 'Organization', name: 'Example Group'},
    ],
    datePublished: '2018-01',
    identifier: [
      {'@type': 'PropertyValue', propertyID: 'DOI', value: '10.1000/example'},
      {'@type': 'PropertyValue', propertyID: 'PMID', value: '1'},
      {'@type': 'PropertyValue', propertyID: 'PMCID', value: 'PMC1'},
    ],
    sameAs: [
      'https://doi.org/10.1000/example',
      'https://pubmed.ncbi.nlm.nih.gov/1/',
      'https://pmc.ncbi.nlm.nih.gov/articles/PMC1/',
    ],
    pagination: '526-547',
    isPartOf: {
      '@type': 'PublicationIssue',
      issueNumber: '5',
      isPartOf: {
        '@type': 'PublicationVolume',
        volumeNumber: '4',
        isPartOf: {'@type': 'Periodical', name: 'Journal of Examples', issn: '1351-0088'},
      },
    },
  })
})

test('a source of an unknown kind is a CreativeWork', () => {
  expect(citationJsonLd({_id: 'a', kind: 'constructor', title: 'Odd'})).toEqual({
    '@type': 'CreativeWork',
    name: 'Odd',
  })
})
