/** The style of a report: one column to read, colours that differ in lightness, fit for print. */
export const reportStyle = `
:root { color-scheme: light }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; color: #1b1b1b; background: #fff;
  font: 1.0625rem/1.6 system-ui, sans-serif }
h1 { font-size: 1.7rem; line-height: 1.25 }
h2 { font-size: 1.3rem; margin-top: 2.5rem }
h3 { font-size: 1.1rem }
article { margin-top: 3rem; border-top: 2px solid #1b1b1b }
.text { border: 1px solid #ccc; border-radius: .4rem; padding: .25rem 1.25rem }
.text .title { font-size: 1.35rem; font-weight: 700 }
.text .heading { font-size: 1.1rem; font-weight: 700 }
.text .item { margin: .25rem 0 .25rem 1.5rem }
.text .reference { font-size: .95rem; color: #444; margin: .5rem 0 }
.mark { background: #dbe9ff; border: 1px solid #4a77c4; border-radius: .2rem; padding: 0 .2rem;
  color: #123a7c; font-weight: 600; text-decoration: none }
.mark.missing { background: #ffe3df; border-color: #b3261e; color: #8a1a14; border-style: dashed }
.name { border-bottom: 2px dotted #4b7a3a }
.error { background: #ffe9e6 } .warning { background: #fff3cf } .suggestion { background: #eef3ee }
.flag { display: inline-block; margin: 0 .15rem; min-width: 1.2rem; padding: 0 .25rem; border-radius: 1rem;
  font-size: .75rem; line-height: 1.2rem; text-align: center; color: #fff; text-decoration: none; font-weight: 700 }
.error-flag { background: #b3261e } .warning-flag { background: #7a5a00 } .suggestion-flag { background: #3f6a3a }
.note { margin: .5rem 0 .75rem; padding: .5rem .75rem; border-left: .3rem solid; font-size: .95rem; break-inside: avoid }
.note p { margin: .15rem 0 }
.note.error { border-color: #b3261e } .note.warning { border-color: #a07800 } .note.suggestion { border-color: #3f6a3a }
.kind { font-weight: 700 }
.legend span, .legend a { margin-right: .25rem }
table { border-collapse: collapse; width: 100%; font-size: .95rem }
th, td { text-align: left; vertical-align: top; padding: .4rem .5rem; border-bottom: 1px solid #ddd }
.quiet { color: #555 }
@media print { body { max-width: none } .mark, .flag, .note, .error, .warning { print-color-adjust: exact } }
`
