import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {buildDiskLibrary} from './disk-library.ts'
import {inspect} from './inspect.ts'
import {startLoad, type Write} from './load.ts'
import {mixSectors} from './mix-sectors.ts'
import {type Behaviour, startLake} from './running-lake.ts'

export interface CrashReport {
  runs: number
  acknowledged: number
  lost: number
  torn: number
  /** Problems in the history, and files that could not be opened again. */
  problems: string[]
}

export interface CrashOptions {
  runs: number
  behaviour: Behaviour
  /** `kill` leaves what was written; `power cut` leaves what reached the disk. */
  crash: 'kill' | 'power cut'
  random: () => number
}

/** Crashes in a row that happen to one file before the next one is begun. */
const RUNS_PER_FILE = 5

/**
 * Starts a lake, writes to it, ends it at a random moment and looks what is left; again and again.
 *
 * @throws {Error} when a power cut cannot be simulated on this machine
 */
export async function crashRuns(options: CrashOptions): Promise<CrashReport> {
  const report: CrashReport = {runs: 0, acknowledged: 0, lost: 0, torn: 0, problems: []}
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'lake-crash-')))
  try {
    const library = options.crash === 'power cut' ? buildDiskLibrary(root) : null
    while (report.runs < options.runs) {
      const runs = Math.min(RUNS_PER_FILE, options.runs - report.runs)
      await crashOneFile(root, library, {...options, runs}, report)
    }
    return report
  } finally {
    rmSync(root, {recursive: true})
  }
}

async function crashOneFile(
  root: string,
  library: string | null,
  {runs, behaviour, random}: CrashOptions,
  report: CrashReport,
): Promise<void> {
  const folder = mkdtempSync(path.join(root, 'file-'))
  const disk = path.join(folder, 'disk')
  const platter = path.join(folder, 'platter')
  mkdirSync(disk)
  mkdirSync(platter)
  const file = path.join(disk, 'lake.sqlite')
  const preload: Record<string, string> =
    library === null ? {} : {LD_PRELOAD: library, LAKE_DISK: disk, LAKE_PLATTER: platter}
  const acknowledged: Write[] = []
  for (let run = 0; run < runs; run += 1) {
    const lake = startLake(file, behaviour, preload)
    // Some crashes come while the lake starts: that is when it recovers from the one before.
    if (run > 0 && random() < 0.15) {
      await delay(random() * 250)
      await lake.kill()
    } else {
      const load = startLoad(await lake.ready, {run: `${run}`, writers: 8})
      await load.first
      await delay(random() * 200)
      await lake.kill()
      await load.done
      acknowledged.push(...load.acknowledged)
      report.acknowledged += load.acknowledged.length
    }
    if (library !== null) powerCut(disk, platter, random)
    report.runs += 1
    try {
      const found = await inspect(file, acknowledged)
      report.lost += found.lost.length
      report.torn += found.torn.length
      report.problems.push(...found.problems)
      // What is lost once is lost in each later run as well, and must not be counted again.
      if (found.lost.length > 0) break
    } catch (error) {
      report.problems.push(String(error))
      break
    }
    if (library !== null) copyAll(disk, platter)
  }
  rmSync(folder, {recursive: true})
}

/** Leaves what reached the platter; in every second run also some of what was still on the way. */
function powerCut(disk: string, platter: string, random: () => number): void {
  const isMixed = random() < 0.5
  for (const name of readdirSync(disk)) {
    const [from, to] = [path.join(platter, name), path.join(disk, name)]
    if (!readdirSync(platter).includes(name)) rmSync(to)
    else if (isMixed) writeFileSync(to, mixSectors(readFileSync(from), readFileSync(to), random))
    else copyFileSync(from, to)
  }
}

function copyAll(from: string, to: string): void {
  for (const name of readdirSync(to)) rmSync(path.join(to, name))
  for (const name of readdirSync(from)) copyFileSync(path.join(from, name), path.join(to, name))
}

async function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds))
}
