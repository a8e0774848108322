const SECTOR = 512

/**
 * What a disk may hold after a power cut: each sector either as it was at the last fsync or as it
 * was written since, in no particular order, and either length.
 */
export function mixSectors(synced: Buffer, written: Buffer, random: () => number): Buffer {
  const mixed = Buffer.alloc(random() < 0.5 ? synced.length : written.length)
  for (let start = 0; start < mixed.length; start += SECTOR) {
    const isWritten = start >= synced.length || random() < 0.5
    const source = isWritten ? written : synced
    if (start < source.length) source.copy(mixed, start, start, start + SECTOR)
  }
  return mixed
}
