import {renderToStaticMarkup} from 'react-dom/server'
import {expect, test} from 'vitest'

import {ApprovalTable} from './approval-table.tsx'
import {CitationMark} from './citation-mark.tsx'
import {ClaimList} from './claim-list.tsx'
import {citePage} from './page-citations.ts'
import {ReferenceList} from './reference-list.tsx'
import {SampleNotice} from './sample-notice.tsx'
import {shownSideEffects} from './shown.ts'
import {SideEffectKey} from './side-effect-key.tsx'
import {SideEffectList} from './side-effect-list.tsx'
import {TherapyText} from './therapy-text.tsx'

const refs = (...ids: string[]) => ids.map((_ref) => ({_ref}))
const sources = ['a', 'b', 'c', 'd'].map((_id) => ({
  _id,
  _type: 'citation',
  kind: 'article-journal',
  title: `Source ${_id}`,
  issued: '2020',
  doi: null,
}))

const block = (fields: Record<string, unknown>) => ({_type: 'block', _key: 'k', ...fields})
const span = (text: string, ...marks: string[]) => ({_type: 'span', _key: text, text, marks})

const html = (text: {_type: string}[], citations = sources) =>
  renderToStaticMarkup(<TherapyText text={text} cited={citePage(text, citations)} />)

const link = (href: string) =>
  html([block({markDefs: [{_type: 'link', _key: 'l', href}], children: [span('here', 'l')]})])

const image = (url: string) =>
  html([
    {_type: 'accessibleImage', alt: 'A pen', image: {url, width: 2, height: 1}} as {
      _type: string
    },
  ])

test('a mark is a superscript link to its reference', () => {
  const text = [
    block({children: [span('Rest helps.'), {_type: 'citationMark', citations: refs('b')}]}),
  ]
  expect(html(text)).toBe(
    '<p>Rest helps.<sup class="citation-mark">' +
      '<a id="c-1-1" href="#ref-1" role="doc-biblioref" aria-label="Reference 1">1</a></sup></p>',
  )
})

test('three numbers in a row print as a range whose middle stays linked for screen readers', () => {
  const citations = refs('a', 'b', 'c')
  const cited = citePage([{citations}], sources)
  const markup = renderToStaticMarkup(<CitationMark citations={citations} cited={cited} />)
  expect(markup.replaceAll(/<[^>]+>/g, '')).toBe('1-3')
  expect(markup).toContain('id="c-2-1" href="#ref-2"')
})

test('every place that cites a source has an id of its own and a link back', () => {
  const first = refs('a')
  const second = refs('b', 'a')
  const cited = citePage([{citations: first}, {citations: second}], sources)
  const marks = renderToStaticMarkup(
    <>
      <CitationMark citations={first} cited={cited} />
      <CitationMark citations={second} cited={cited} />
    </>,
  )
  expect([...marks.matchAll(/id="([^"]+)"/g)].map((match) => match[1])).toEqual([
    'c-1-1',
    'c-1-2',
    'c-2-1',
  ])
  const list = renderToStaticMarkup(<ReferenceList cited={cited} />)
  expect(list).toContain('<section role="doc-bibliography" aria-labelledby="references"')
  expect(list).toContain('<li id="ref-1">')
  expect(
    [...list.matchAll(/href="(#c[^"]+)" role="doc-backlink" aria-label="([^"]+)"/g)].map((match) =>
      match.slice(1),
    ),
  ).toEqual([
    ['#c-1-1', 'Back to citation a, 1 of 2'],
    ['#c-1-2', 'Back to citation b, 2 of 2'],
    ['#c-2-1', 'Back to citation 1 of 1'],
  ])
})

test('links back from one source can be told apart', () => {
  const many = Array.from({length: 28}, () => refs('a'))
  const once = refs('b')
  const cited = citePage(
    [...many, once].map((citations) => ({citations})),
    sources,
  )
  const list = renderToStaticMarkup(<ReferenceList cited={cited} />)
  const backlinks = [...list.matchAll(/<span class="backlinks">(.*?)<\/span><\/li>/g)].map(
    (match) => match[1]?.replaceAll(/<[^>]+>/g, ''),
  )
  expect(backlinks).toEqual([' ↩ a b c d e f g h i j k l m n o p q r s t u v w x y z aa ab', ' ↩'])
})

test('a source that is not there keeps its number and says so', () => {
  const cited = citePage([{citations: refs('gone', 'a')}], sources)
  expect(cited.references.map(({number, id, citation}) => [number, id, citation?._id])).toEqual([
    [1, 'gone', undefined],
    [2, 'a', 'a'],
  ])
  expect(renderToStaticMarkup(<ReferenceList cited={cited} />)).toContain(
    '<li id="ref-1"><em class="missing-source">This source is missing.</em>',
  )
})

test('a retracted source says so, and markup in a title is text', () => {
  const citation = {
    ...sources[0]!,
    _id: 'x',
    title: '<img src=x>',
    integrity: {status: 'retracted'},
  }
  const list = renderToStaticMarkup(
    <ReferenceList cited={citePage([{citations: refs('x')}], [citation])} />,
  )
  expect(list).toContain('<strong class="retracted">Retracted. </strong>')
  expect(list).not.toContain('<img')
})

test('a link with a hostile scheme keeps its text and loses its address', () => {
  expect(link('https://example.org/')).toBe('<p><a href="https://example.org/">here</a></p>')
  expect(link('java\nscript:alert(1)')).toBe('<p>here</p>')
  expect(link('data:text/html,x')).toBe('<p>here</p>')
})

test('names that every object has do not break the page', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    expect(
      html([
        block({style: name, children: [span('styled')]}),
        block({listItem: name, level: 1, children: [span('listed')]}),
        block({children: [span('marked', name)], markDefs: [{_type: name, _key: 'm'}]}),
        block({children: [{_type: name, _key: 'inline'}, span('beside')]}),
        {_type: name},
      ]),
    ).toBe('<p>styled</p><ul><li>listed</li></ul><p>marked</p><p>beside</p>')
  }
})

test('blocks that are broken or unknown show nothing and keep their neighbors', () => {
  const broken = [
    null,
    'text',
    {_type: 'video'},
    block({children: null}),
    block({children: [span('kept')]}),
  ]
  expect(html(broken as {_type: string}[])).toBe('<p></p><p>kept</p>')
})

test('a drug class inside a page brings its text one heading lower, and its therapies', () => {
  const text = [
    {
      _type: 'drugClassSection',
      drugClass: {
        name: 'Example class',
        slug: 'example-class',
        body: [block({style: 'h2', children: [span('Use')]})],
        sideEffects: [{citations: refs('a'), sideEffect: {name: 'feeling sick'}}],
      },
      therapies: [{name: 'examplinib', slug: 'exa/mplinib', summary: 'Invented.'}],
    },
  ]
  const markup = html(text)
  expect(markup).toContain('<h2><a href="/drug-classes/example-class">Example class</a></h2>')
  expect(markup).toContain('<h3>Use</h3>')
  expect(markup).toContain('feeling sick')
  expect(markup).toContain('<a href="/therapies/exa%2Fmplinib">examplinib</a>')
})

test('a picture without a web address is left out', () => {
  expect(image('https://example.org/pen.png')).toBe(
    '<figure><img src="https://example.org/pen.png" alt="A pen" width="2" height="1" loading="lazy" decoding="async"/></figure>',
  )
  expect(image('javascript:alert(1)')).toBe('')
})

test('facts without a source are left out', () => {
  const cited = citePage([], sources)
  expect(
    renderToStaticMarkup(
      <>
        <ClaimList claims={[{text: 'Unsourced', kind: 'safety'}]} cited={cited} />
        <SideEffectList sideEffects={[{sideEffect: {name: 'unsourced'}}]} cited={cited} />
        <ApprovalTable
          approvals={[
            {authority: 'FDA', status: 'approved', date: '2018-01-26'},
            {authority: 'EMA', status: 'approved', citations: refs('a')},
          ]}
          cited={cited}
        />
      </>,
    ),
  ).toBe('')
  expect(
    renderToStaticMarkup(
      <ClaimList claims={[{text: 'A word.', kind: 'definition'}]} cited={cited} />,
    ),
  ).toBe('<ul class="claims"><li>A word.</li></ul>')
})

test('a side effect shows its frequency as the source gives it', () => {
  const citations = refs('a')
  const cited = citePage([{citations}], sources)
  const text = (row: object) =>
    renderToStaticMarkup(
      <SideEffectList
        sideEffects={[
          {citations, sideEffect: {name: 'feeling sick', medicalTerm: 'nausea'}, ...row},
        ]}
        cited={cited}
      />,
    ).replaceAll(/<[^>]+>/g, '')
  expect(text({})).toBe('feeling sick (nausea)1')
  expect(text({frequencyBand: 'common', rate: {percent: 4.5}})).toBe(
    'feeling sick (nausea): Common, 4.5 percent1',
  )
  expect(text({rate: {affected: 3, treated: 40}, serious: true})).toBe(
    'feeling sick (nausea) Serious: 3 of 40 people1',
  )
  expect(
    text({
      ctcae: {version: '5.0', grade: '3-4'},
      rate: {
        percent: 59,
        affected: 65,
        treated: 111,
        comparatorPercent: 0,
        comparator: 'placebo',
      },
    }),
  ).toBe(
    'feeling sick (nausea): grade 3-4 (CTCAE 5.0), 59 percent (65 of 111 people); 0 percent with placebo1',
  )
})

test('rates about other people, or counted in another way, never stand in one list unmarked', () => {
  const citations = refs('a')
  const row = (name: string, percent: number, counted: object) => ({
    citations,
    sideEffect: {name},
    rate: {percent},
    ...counted,
  })
  const tied = {attribution: 'treatment-related', population: 'people in the Example study'}
  const rows = [
    row('rash', 48.5, tied),
    row('cough', 20, {attribution: 'any-cause', population: 'people in the Example study'}),
    row('mouth sores', 52.9, tied),
    row('gas', 3, {}),
  ]
  const markup = renderToStaticMarkup(
    <SideEffectList sideEffects={rows} cited={citePage([], sources)} />,
  )
  expect(
    markup
      .replaceAll(/<(?:p|\/?ul)[^>]*>|<\/p>/g, '|')
      .replaceAll(/<li>/g, '* ')
      .replaceAll(/<[^>]+>/g, ''),
  ).toBe(
    '|Who was studied: people in the Example study. Counted: only what doctors tied to the treatment.|' +
      '|* rash: 48.5 percent* mouth sores: 52.9 percent|' +
      '|Who was studied: people in the Example study. Counted: everything that happened, whatever the cause.|' +
      '|* cough: 20 percent|' +
      '|* gas: 3 percent|',
  )
  expect(shownSideEffects(rows).map(({sideEffect}) => sideEffect.name)).toEqual([
    'rash',
    'mouth sores',
    'cough',
    'gas',
  ])
})

test('a key explains the words and grades that the side effects use, and no other', () => {
  const citations = refs('a')
  const sideEffect = {name: 'rash'}
  const key = (...rows: object[]) =>
    renderToStaticMarkup(
      <SideEffectKey sideEffects={rows.map((row) => ({citations, sideEffect, ...row}))} />,
    )
      .replaceAll(/<[^>]+>/g, '|')
      .replaceAll(/\|+/g, '|')
  expect(key({frequencyBand: 'very-common'}, {frequencyBand: 'not-known'})).toBe(
    '|Very common:| |1 in 10 people or more|',
  )
  expect(key({ctcae: {version: '5.0', grade: '3'}})).toBe(
    '|Studies grade side effects from 1, mild, to 5. Grade 3 is severe, grade 4 is life-threatening. The scale is called CTCAE, the Common Terminology Criteria for Adverse Events.|',
  )
  expect(key({ctcae: {grade: '3'}})).toContain('the source names none')
  expect(key({}, {frequencyBand: 'not-known'})).toBe('')
})

test('an approval shows its date no more exactly than given', () => {
  const citations = refs('a')
  const cited = citePage([{citations}], sources)
  const markup = renderToStaticMarkup(
    <ApprovalTable
      approvals={[
        {authority: 'FDA', status: 'approved', date: '2018-01', indication: 'Tumors', citations},
      ]}
      cited={cited}
    />,
  )
  expect(markup).toContain(
    '<th scope="row">FDA: approved <time dateTime="2018-01">January 2018</time></th>',
  )
})

test('an approval says in words what was decided, and for whom before the full stop', () => {
  const citations = refs('a')
  const row = (fields: object) => ({authority: 'EMA', citations, ...fields})
  const markup = renderToStaticMarkup(
    <ApprovalTable
      approvals={[
        row({status: 'under-review', indication: 'Tumors.', population: 'adults'}),
        row({status: 'discontinued', date: '2025', indication: 'Tumors', population: 'adults'}),
        row({status: 'withdrawn', date: '2025-05', indication: null, population: 'adults'}),
      ]}
      cited={citePage([], sources)}
    />,
  )
  const cells = [...markup.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map((match) =>
    match[1]?.replaceAll(/<[^>]+>/g, ''),
  )
  expect(cells.slice(2)).toEqual([
    'EMA: under review',
    'Tumors (adults).',
    'EMA: approved, no longer sold 2025',
    'Tumors (adults)',
    'EMA: withdrawn May 2025',
    'adults',
  ])
})

test('a mark that names no source keeps a visible slot', () => {
  const body = [
    {
      _type: 'block',
      _key: 'a',
      children: [
        {_type: 'span', _key: 'b', text: 'A claim.', marks: []},
        {_type: 'citationMark', _key: 'c', citations: []},
      ],
    },
  ]
  const markup = renderToStaticMarkup(<TherapyText text={body} cited={citePage(body, sources)} />)
  expect(markup).toContain('A claim.<sup class="citation-mark missing-source">source missing</sup>')
})

test('sample content is marked, and nothing else is', () => {
  expect(renderToStaticMarkup(<SampleNotice sampleContent />)).toContain(
    'Sample content. Not medical advice.',
  )
  expect(renderToStaticMarkup(<SampleNotice sampleContent={null} />)).toBe('')
})
