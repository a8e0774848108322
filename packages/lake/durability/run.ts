// npm run test:durability [-- --kills 500 --power-cuts 200]
import {parseArgs} from 'node:util'

import {crashRuns, type CrashOptions, type CrashReport} from './crash-runs.ts'
import {diskFaults} from './disk-faults.ts'

const {values} = parseArgs({
  options: {
    kills: {type: 'string', default: '500'},
    'power-cuts': {type: 'string', default: '200'},
  },
})

let failed = 0

function verdict(title: string, ok: boolean, details: string): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${title}: ${details}`)
  if (!ok) failed += 1
}

const describe = ({runs, acknowledged, lost, torn, problems}: CrashReport): string =>
  `${runs} runs, ${acknowledged} acknowledged, ${lost} lost, ${torn} torn, ${problems.length} problems${problems
    .slice(0, 3)
    .map((problem) => `\n        ${problem}`)
    .join('')}`

async function crashes(title: string, options: Omit<CrashOptions, 'random'>, isControl: boolean) {
  const started = Date.now()
  try {
    const report = await crashRuns({...options, random: Math.random})
    const isClean = report.lost + report.torn + report.problems.length === 0
    const ok = report.acknowledged > 0 && (isControl ? report.lost > 0 : isClean)
    const seconds = Math.round((Date.now() - started) / 1000)
    verdict(title, ok, `${describe(report)} (${seconds} s)`)
  } catch (error) {
    verdict(title, false, error instanceof Error ? error.message : String(error))
  }
}

await crashes(
  'kill -9 under load',
  {runs: Number(values.kills), behaviour: 'honest', crash: 'kill'},
  false,
)
await crashes(
  'control, must lose: acknowledged before the commit, kill -9',
  {runs: 10, behaviour: 'early', crash: 'kill'},
  true,
)
await crashes(
  'power cut under load',
  {runs: Number(values['power-cuts']), behaviour: 'honest', crash: 'power cut'},
  false,
)
for (const behaviour of ['NORMAL', 'OFF'] as const) {
  await crashes(
    `control, must lose: synchronous=${behaviour}, power cut`,
    {runs: 10, behaviour, crash: 'power cut'},
    true,
  )
}
for (const {title, ok, details} of await diskFaults()) verdict(title, ok, details)

console.log(failed === 0 ? 'all as it should be' : `${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
