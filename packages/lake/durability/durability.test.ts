import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {afterAll, describe, expect, test, vi} from 'vitest'

import {crashRuns, type CrashOptions} from './crash-runs.ts'
import {buildDiskLibrary} from './disk-library.ts'
import {fileSizeLimit, preloadedFault, withFault} from './disk-faults.ts'
import {mixSectors} from './mix-sectors.ts'

// The long form is `npm run test:durability`.
vi.setConfig({testTimeout: 180_000})

const clean = {lost: 0, torn: 0, problems: []}

const folder = mkdtempSync(path.join(tmpdir(), 'lake-durability-'))
afterAll(() => rmSync(folder, {recursive: true}))

function compilerFailure(): string | null {
  try {
    buildDiskLibrary(folder)
    return null
  } catch (error) {
    return String(error)
  }
}

describe('a lake that is killed under load', () => {
  test('has every acknowledged transaction, and each whole', async () => {
    const report = await crashRuns({
      runs: 10,
      behaviour: 'honest',
      crash: 'kill',
      random: Math.random,
    })
    expect(report).toEqual({runs: 10, acknowledged: report.acknowledged, ...clean})
    expect(report.acknowledged).toBeGreaterThan(10)
  })

  test('control: one that acknowledges before it commits is caught', async () => {
    expect(await lostSooner({behaviour: 'early', crash: 'kill'})).toBe(true)
  })
})

describe('a disk at fault', () => {
  test('when files cannot grow, nothing is acknowledged, and the lake recovers', async () => {
    const report = await withFault(() => fileSizeLimit(3_000))
    expect(report).toMatchObject(clean)
    expect(report.refused).toBeGreaterThan(0)
    expect(report.firstRefusal).toMatch(/^500 .*"storageError".*could not use its file/)
    expect(report.acknowledgedAfter).toBeGreaterThan(0)
  })
})

test('without a C compiler the simulation of power cuts says what to install', () => {
  expect(() => buildDiskLibrary(folder, path.join(folder, 'no-such-compiler'))).toThrow(
    /needs a C compiler called ".*no-such-compiler"; install one \(on Debian: apt-get install gcc/,
  )
})

test('sectors are mixed from what was synced and what was written', () => {
  const [synced, written] = [Buffer.alloc(1_536, 's'), Buffer.alloc(2_048, 'w')]
  const mixed = mixSectors(synced, written, scripted(0.9, 0.1, 0.9, 0.1))
  expect(mixed.toString().replaceAll(/(.)\1{511}/g, '$1')).toBe('wsww')
  expect(mixSectors(synced, written, scripted(0.1, 0.9, 0.9, 0.9))).toEqual(synced)
})

/** Whether anything is lost in a few crashes; on a busy machine one may come before there is anything. */
async function lostSooner(control: Pick<CrashOptions, 'behaviour' | 'crash'>): Promise<boolean> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const {lost} = await crashRuns({...control, runs: 2, random: Math.random})
    if (lost > 0) return true
  }
  return false
}

function scripted(...values: number[]): () => number {
  return () => values.shift() ?? 0
}

// Without a compiler this cannot be simulated; the long form fails then, and says why.
const missing = compilerFailure()
describe.skipIf(missing !== null)('a lake whose machine loses power', () => {
  test('has every acknowledged transaction, and each whole', async () => {
    const options = {runs: 5, behaviour: 'honest', crash: 'power cut', random: Math.random} as const
    const report = await crashRuns(options)
    expect(report).toEqual({runs: 5, acknowledged: report.acknowledged, ...clean})
    expect(report.acknowledged).toBeGreaterThan(5)
  })

  test('control: one that does not wait for the disk is caught', async () => {
    expect(await lostSooner({behaviour: 'NORMAL', crash: 'power cut'})).toBe(true)
  })

  test.each(['write', 'fsync'] as const)('a %s that fails is never acknowledged', async (kind) => {
    const report = await withFault((root) => preloadedFault(root, kind))
    expect(report).toMatchObject(clean)
    expect(report.refused).toBeGreaterThan(0)
    expect(report.acknowledgedAfter).toBeGreaterThan(0)
  })
})
