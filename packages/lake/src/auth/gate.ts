import {forbidden} from '../errors.ts'
import type {Settings} from '../options.ts'

/**
 * Keeps out what a browser can be made to send. Other web pages may not read or write, and a host
 * name that only pretends to be this machine (DNS rebinding) is not answered.
 */
export class Gate {
  readonly #settings: Settings
  /** Ports the lake listens on; while there are none, any port in the address is accepted. */
  readonly ports = new Set<number>()

  constructor(settings: Settings) {
    this.#settings = settings
  }

  /** @throws {LakeError} 403 when the host or the origin is not allowed */
  check(host: string, origin: string | null): void {
    if (!this.#isOwnHost(host)) {
      throw forbidden(
        `the lake does not answer to the host "${host}"; use localhost, or declare the name in allowedHosts`,
      )
    }
    if (origin !== null && !this.isAllowedOrigin(origin)) {
      throw forbidden(
        `the origin "${origin}" may not use this lake; declare it in allowedOrigins if it should`,
      )
    }
  }

  isAllowedOrigin(origin: string): boolean {
    if (this.#settings.allowedOrigins.has(origin)) return true
    // No browser writes it otherwise, and what is written otherwise is not compared in vain.
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) return false
    const {protocol, host} = new URL(origin)
    const place = placeFrom(host)
    return (
      protocol === 'http:' &&
      place !== undefined &&
      this.#isOpen(place.port) &&
      (isLoopback(place.name) || this.#settings.allowedHosts.has(place.name))
    )
  }

  #isOwnHost(host: string): boolean {
    const place = placeFrom(host)
    if (!place) return false
    // A declared name may be that of a proxy, which listens on a port of its own.
    if (this.#settings.allowedHosts.has(place.name)) return true
    return isLoopback(place.name) && this.#isOpen(place.port)
  }

  #isOpen(port: number): boolean {
    return this.ports.size === 0 || this.ports.has(port)
  }
}

function placeFrom(host: string): {name: string; port: number} | undefined {
  const match = /^(\[::1\]|[a-z0-9.-]+)(?::(\d+))?$/i.exec(host)
  return match ? {name: (match[1] ?? '').toLowerCase(), port: Number(match[2] ?? 80)} : undefined
}

function isLoopback(name: string): boolean {
  return (
    name === 'localhost' || name === '127.0.0.1' || name === '[::1]' || name.endsWith('.localhost')
  )
}
