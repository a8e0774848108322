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
    if (!URL.canParse(origin)) return false
    const {protocol, host} = new URL(origin)
    return protocol === 'http:' && this.#isOwnHost(host)
  }

  #isOwnHost(host: string): boolean {
    const match = /^(\[::1\]|[a-z0-9.-]+)(?::(\d+))?$/i.exec(host)
    if (!match) return false
    const name = (match[1] ?? '').toLowerCase()
    const port = Number(match[2] ?? 80)
    if (this.ports.size > 0 && !this.ports.has(port)) return false
    return (
      name === 'localhost' ||
      name === '127.0.0.1' ||
      name === '[::1]' ||
      name.endsWith('.localhost') ||
      this.#settings.allowedHosts.has(name)
    )
  }
}
