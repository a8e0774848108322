import {execFileSync} from 'node:child_process'
import path from 'node:path'

/**
 * Compiles disk.c into a folder.
 *
 * @returns the path to put into LD_PRELOAD
 * @throws {Error} when this machine cannot run the simulation
 */
export function buildDiskLibrary(folder: string, compiler = 'cc'): string {
  if (process.platform !== 'linux') {
    throw new Error('simulating a power cut needs Linux, because it preloads a library')
  }
  const library = path.join(folder, 'disk.so')
  const source = path.join(import.meta.dirname, 'disk.c')
  try {
    execFileSync(compiler, ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  } catch (error) {
    throw new Error(
      `simulating a power cut needs a C compiler called "${compiler}"; install one (on Debian: apt-get install gcc libc6-dev) and run this again`,
      {cause: error},
    )
  }
  return library
}
