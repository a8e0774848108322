const cite = (...ids: string[]) => ids.map((id) => ({_key: id, _type: 'reference', _ref: id}))

const paragraph = (key: string, text: string, ...ids: string[]) => ({
  _key: key,
  _type: 'block',
  style: 'normal',
  markDefs: [],
  children: [
    {_key: `${key}-text`, _type: 'span', text, marks: []},
    {_key: `${key}-mark`, _type: 'citationMark', citations: cite(...ids)},
  ],
})

/** A small dataset about an invented drug. `cite-gone`, `effect-gone`, `class-gone` do not exist. */
export const documents: ({_id: string; _type: string} & Record<string, unknown>)[] = [
  {
    _id: 'class-example',
    _type: 'drugClass',
    _updatedAt: '2026-01-02T00:00:00Z',
    name: 'Example class',
    plainName: 'example medicines',
    slug: {_type: 'slug', current: 'example-class'},
    summary: 'An invented class.',
    body: [paragraph('class-text', 'The class is invented.', 'cite-b')],
    sideEffects: [
      {
        _key: 'nausea',
        _type: 'therapySideEffect',
        citations: cite('cite-b'),
        sideEffect: {_ref: 'effect-nausea', _type: 'reference'},
      },
    ],
  },
  {
    _id: 'therapy-examplinib',
    _type: 'therapy',
    _updatedAt: '2026-01-03T00:00:00Z',
    name: 'examplinib',
    slug: {_type: 'slug', current: 'examplinib'},
    kind: 'drug',
    summary: 'An invented drug.',
    drugClass: {_ref: 'class-example', _type: 'reference'},
    body: [paragraph('text', 'Examplinib is invented.', 'cite-a', 'cite-gone')],
    mechanism: {_type: 'claim', text: 'It does nothing.', citations: cite('cite-d')},
    formulations: [{_key: 'f', _type: 'formulation', label: 'tablet', citations: cite('cite-e')}],
    approvals: [{_key: 'a', _type: 'approval', authority: 'FDA', citations: cite('cite-f')}],
    sideEffects: [
      {
        _key: 'nausea',
        _type: 'therapySideEffect',
        frequencyBand: 'common',
        citations: cite('cite-b', 'cite-gone'),
        sideEffect: {_ref: 'effect-nausea', _type: 'reference'},
      },
      {
        _key: 'gone',
        _type: 'therapySideEffect',
        citations: cite('cite-b'),
        sideEffect: {_ref: 'effect-gone', _type: 'reference'},
      },
    ],
    contraindications: [{_key: 'c', _type: 'claim', text: 'Never.', citations: cite('cite-g')}],
    claims: [
      {_key: 'k', _type: 'claim', text: 'It is invented.', citations: cite('cite-h')},
      {_key: 'stat', _type: 'statistic', text: 'About 1 in 5.', citations: cite('cite-c')},
    ],
    nextReviewDue: '2030-01-01',
    sampleContent: true,
  },
  {
    _id: 'therapy-lost',
    _type: 'therapy',
    name: 'lostinib',
    slug: {_type: 'slug', current: 'lostinib'},
    drugClass: {_ref: 'class-gone', _type: 'reference'},
  },
  {
    _id: 'effect-nausea',
    _type: 'sideEffect',
    name: 'feeling sick',
    slug: {_type: 'slug', current: 'feeling-sick'},
    medicalTerm: 'nausea',
    kind: 'symptom',
    bodySystem: 'digestive',
  },
  ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'unused'].map((letter) => ({
    _id: `cite-${letter}`,
    _type: 'citation',
    title: `Source ${letter}`,
    doi: `10.1000/example.${letter}`,
  })),
  {
    _id: 'page-example',
    _type: 'page',
    _updatedAt: '2026-01-04T00:00:00Z',
    title: 'Example page',
    slug: {_type: 'slug', current: 'example-page'},
    body: [
      paragraph('intro', 'All of this is invented.', 'cite-c', 'cite-gone'),
      {
        _key: 'class',
        _type: 'drugClassSection',
        listTherapies: true,
        drugClass: {_ref: 'class-example', _type: 'reference'},
      },
      {
        _key: 'class-gone',
        _type: 'drugClassSection',
        drugClass: {_ref: 'class-gone', _type: 'reference'},
      },
      {
        _key: 'therapy',
        _type: 'therapySection',
        therapy: {_ref: 'therapy-examplinib', _type: 'reference'},
      },
    ],
  },
  ...[
    {_id: 'review-1', action: 'approve', at: '2026-01-01T00:00:00Z'},
    {_id: 'review-2', action: 'approve', at: '2026-01-02T00:00:00Z'},
    {_id: 'review-3', action: 'submit', at: '2026-01-02T12:00:00Z'},
    {_id: 'review-4', action: 'approve', at: '2026-02-01T00:00:00Z'},
  ].map((event) => ({...event, _type: 'reviewEvent', subject: 'therapy-examplinib'})),
  {
    _id: 'review-5',
    _type: 'reviewEvent',
    _createdAt: '2026-01-01T12:00:00Z',
    subject: 'class-example',
    action: 'approve',
    at: '2026-01-02T00:05:00Z',
  },
  {
    _id: 'review-6',
    _type: 'reviewEvent',
    subject: 'page-example',
    action: 'approve',
    asPublished: true,
    at: '2026-05-01T00:00:00Z',
  },
]
