import {randomBytes} from 'node:crypto'

import {invalid} from '../errors.ts'

const ID = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}$/
const TRANSACTION_ID = /^[a-zA-Z0-9_.-]{1,128}$/

export const DRAFT_PREFIX = 'drafts.'

/** @throws {LakeError} 400 unless `id` is a well-formed document id */
export function requireId(id: unknown, what: string): string {
  if (typeof id !== 'string' || !ID.test(id) || id.includes('..') || id.endsWith('.')) {
    throw invalid(
      `${what} must be 1 to 128 of a-z A-Z 0-9 . _ - and must not begin with "." or "-", end with "." or contain ".."; got ${JSON.stringify(id)}`,
    )
  }
  return id
}

/** @throws {LakeError} 400 when a transaction id was given and is malformed */
export function requireTransactionId(id: unknown): string | undefined {
  if (id === undefined || id === null || id === '') return undefined
  if (typeof id !== 'string' || !TRANSACTION_ID.test(id)) {
    throw invalid(`transactionId must be 1 to 128 of a-z A-Z 0-9 . _ -; got ${JSON.stringify(id)}`)
  }
  return id
}

/** 22 characters of 0-9 A-Z a-z, about 131 bits. */
export function generateId(): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  let id = ''
  while (id.length < 22) {
    for (const byte of randomBytes(32)) {
      // 248 is the largest multiple of 62 in a byte; above it the choice would not be even.
      if (byte < 248 && id.length < 22) id += alphabet[byte % 62]
    }
  }
  return id
}

export function isDraftId(id: string): boolean {
  return id.startsWith(DRAFT_PREFIX)
}

/** `versions.<release>.<id>`. */
export function isVersionId(id: string): boolean {
  return /^versions\.[^.]+\../.test(id)
}

export function isSystemId(id: string): boolean {
  return id.startsWith('_.')
}

/** The id a draft or version is published under. */
export function publishedIdOf(id: string): string {
  if (isDraftId(id)) return id.slice(DRAFT_PREFIX.length)
  return isVersionId(id) ? id.replace(/^versions\.[^.]+\./, '') : id
}

/** Whether `id` is a draft or a version of the document. */
export function isFormOf(id: string, publishedId: string): boolean {
  return (isDraftId(id) || isVersionId(id)) && publishedIdOf(id) === publishedId
}
