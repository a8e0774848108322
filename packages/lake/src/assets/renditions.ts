import type {ImageParameters} from './image-parameters.ts'
import {type Rendition, transformImage} from './transform-image.ts'
import type {Turns} from './turns.ts'

/** Bytes of pictures that are kept. */
const MAXIMUM_BYTES = 64_000_000

/**
 * Makes versions of pictures, a few at a time, each once: those that were asked for last are kept,
 * and who asks for one that is being made waits for it.
 */
export class Renditions {
  readonly #turns: Turns
  readonly #maximumBytes: number
  readonly #kept = new Map<string, Rendition>()
  readonly #making = new Map<string, Promise<Rendition>>()
  #bytes = 0

  constructor(turns: Turns, maximumBytes = MAXIMUM_BYTES) {
    this.#turns = turns
    this.#maximumBytes = maximumBytes
  }

  /**
   * @param source - the uploaded bytes, read when they are needed, and an id that stands for them
   * @throws {LakeError} 400 when it cannot be made, 429 when too many wait
   */
  async get(
    source: {id: string; bytes: () => Uint8Array},
    parameters: ImageParameters,
    accepts: {webp: boolean},
  ): Promise<Rendition> {
    const key = renditionKey(source.id, parameters, accepts)
    const kept = this.#kept.get(key)
    if (kept) {
      this.#kept.delete(key)
      this.#kept.set(key, kept)
      return kept
    }
    let making = this.#making.get(key)
    if (!making) {
      making = this.#turns
        .take(async () => transformImage(source.bytes(), parameters, accepts))
        .then((rendition) => this.#keep(key, rendition))
        .finally(() => this.#making.delete(key))
      this.#making.set(key, making)
    }
    return making
  }

  #keep(key: string, rendition: Rendition): Rendition {
    this.#kept.set(key, rendition)
    this.#bytes += rendition.bytes.byteLength
    for (const [oldest, {bytes}] of this.#kept) {
      if (this.#bytes <= this.#maximumBytes) break
      this.#kept.delete(oldest)
      this.#bytes -= bytes.byteLength
    }
    return rendition
  }
}

/** The same for requests that get the same picture. */
export function renditionKey(
  id: string,
  parameters: ImageParameters,
  accepts: {webp: boolean},
): string {
  return JSON.stringify([id, parameters, parameters.autoFormat && accepts.webp])
}
