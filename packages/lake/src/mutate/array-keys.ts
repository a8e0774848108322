import {randomBytes} from 'node:crypto'

import {isRecord} from '../document.ts'

/** Gives every object that is a member of an array a `_key`, at any depth, unless it has one. */
export function withArrayKeys(value: unknown, generateKey: () => string = randomKey): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => {
      const keyed = withArrayKeys(item, generateKey)
      return isRecord(keyed) && typeof keyed['_key'] !== 'string'
        ? {_key: generateKey(), ...keyed}
        : keyed
    })
  }
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, nested]) => [key, withArrayKeys(nested, generateKey)]),
  )
}

function randomKey(): string {
  return randomBytes(6).toString('hex')
}
