import {open} from 'node:fs/promises'

/** Waits until a file is on the disk. @returns its size in bytes */
export async function flush(file: string): Promise<number> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
    const {size} = await handle.stat()
    return size
  } finally {
    await handle.close()
  }
}

/** Waits until the names in a folder are on the disk; Windows has no way to ask for it. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
