import type {Access} from './access.ts'

/** Who sends a request. */
export interface Caller {
  /** User id; `<anonymous>` without credentials. */
  id: string
  isAnonymous: boolean
  roles: string[]
  /** How the caller was recognised; cookies need an allowed Origin for changes. */
  by: 'token' | 'cookie' | 'nothing'
  /** @throws {LakeError} 404 when there is no such dataset */
  access(dataset: string): Access
  /** False once the credential expired or was revoked, or its owner is gone. */
  isCurrent(): boolean
}

export const ANONYMOUS_ID = '<anonymous>'
