import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {buildDiskLibrary} from './disk-library.ts'
import {inspect} from './inspect.ts'
import {startLoad} from './load.ts'
import {type LakeProcess, startLake} from './running-lake.ts'

export interface FaultReport {
  acknowledgedBefore: number
  /** Writes that were refused while the disk was at fault; the first answer in full. */
  refused: number
  firstRefusal: string
  /** Writes the same process took once the disk was well again. */
  acknowledgedAfter: number
  lost: number
  torn: number
  problems: string[]
}

/** How a fault is made, and how it ends. */
interface Fault {
  env: Record<string, string>
  prefix: readonly string[]
  begin: () => void
  end: (lake: LakeProcess) => void
}

/**
 * A file that cannot grow any more: every write beyond the limit fails. Needs nothing but a shell
 * and `prlimit`, for any user.
 */
export function fileSizeLimit(kilobytes: number): Fault {
  const limited = `trap '' XFSZ; ulimit -S -f ${kilobytes * 2}; exec "$@"`
  return {
    env: {},
    prefix: ['/bin/sh', '-c', limited, 'sh'],
    begin: () => undefined,
    end: ({process}) => {
      execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:unlimited'])
    },
  }
}

/** @throws {Error} when there is no C compiler */
export function preloadedFault(folder: string, kind: 'write' | 'fsync'): Fault {
  const switchFile = path.join(folder, 'fault')
  writeFileSync(switchFile, '')
  return {
    env: {LD_PRELOAD: buildDiskLibrary(folder), LAKE_FAULT: switchFile},
    prefix: [],
    begin: () => writeFileSync(switchFile, kind),
    end: () => writeFileSync(switchFile, ''),
  }
}

/** Writes before, during and after a fault of the disk, kills the lake, and looks what is left. */
export async function withFault(makeFault: (folder: string) => Fault): Promise<FaultReport> {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'lake-fault-')))
  const disk = path.join(root, 'disk')
  mkdirSync(disk)
  const file = path.join(disk, 'lake.sqlite')
  let lake: LakeProcess | undefined
  try {
    const fault = makeFault(root)
    lake = startLake(file, 'honest', {...fault.env, LAKE_DISK: disk}, fault.prefix)
    const connection = await lake.ready
    const before = startLoad(connection, {run: 'before', writers: 4})
    await until(() => before.acknowledged.length >= 20)
    fault.begin()
    await until(() => before.refused.length >= 20)
    before.stop()
    await before.done
    fault.end(lake)
    const after = startLoad(connection, {run: 'after', writers: 4})
    await until(() => after.acknowledged.length >= 20 || after.refused.length > 0)
    await lake.kill()
    await after.done
    const {lost, torn, problems} = await inspect(file, [
      ...before.acknowledged,
      ...after.acknowledged,
    ])
    return {
      acknowledgedBefore: before.acknowledged.length,
      refused: before.refused.length,
      firstRefusal: before.refused[0] ?? '',
      acknowledgedAfter: after.acknowledged.length,
      lost: lost.length,
      torn: torn.length,
      problems,
    }
  } finally {
    await lake?.kill()
    rmSync(root, {recursive: true})
  }
}

/** Every fault in turn, for the long form of the harness. */
export async function diskFaults(): Promise<{title: string; ok: boolean; details: string}[]> {
  const faults: [title: string, makeFault: (folder: string) => Fault][] = [
    ['files may not grow (EFBIG)', () => fileSizeLimit(3_000)],
    ['no space left (ENOSPC)', (folder) => preloadedFault(folder, 'write')],
    ['fsync fails (EIO)', (folder) => preloadedFault(folder, 'fsync')],
  ]
  const results = []
  for (const [title, makeFault] of faults) {
    try {
      const report = await withFault(makeFault)
      const {acknowledgedBefore, refused, acknowledgedAfter, lost, torn, problems} = report
      const ok = refused > 0 && acknowledgedAfter > 0 && lost + torn + problems.length === 0
      const details = `${acknowledgedBefore} acknowledged, then ${refused} refused, then ${acknowledgedAfter} acknowledged; ${lost} lost, ${torn} torn, ${problems.length} problems`
      results.push({title, ok, details})
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error)
      results.push({title, ok: false, details})
    }
  }
  return results
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the lake did not do what was waited for in 30 s')
    await new Promise((resolve) => void setTimeout(resolve, 5))
  }
}
