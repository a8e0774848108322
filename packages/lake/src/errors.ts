/** Stable names of everything the lake refuses; the same words the hosted API uses where it has one. */
export type LakeErrorCode =
  | 'actionError'
  | 'badRequest'
  | 'cannotModifyImmutableAttributeError'
  | 'documentAlreadyExistsError'
  | 'documentHasExistingReferencesError'
  | 'documentNotFoundError'
  | 'documentReferenceDoesNotExistError'
  | 'documentRevisionIDDoesNotMatchError'
  | 'forbidden'
  | 'insufficientPermissionsError'
  | 'internalServerError'
  | 'mutationError'
  | 'notFound'
  | 'payloadTooLarge'
  | 'queryParseError'
  | 'queryTimeoutError'
  | 'storageError'
  | 'tooManyRequests'
  | 'transactionAlreadyExistsError'
  | 'unauthorized'
  | 'unsupportedActionError'
  | 'validationError'

export interface ErrorItem {
  index: number
  error: {type: string; description: string; [field: string]: unknown}
}

const MAXIMUM_MESSAGE = 1_000

interface LakeErrorOptions {
  status: number
  /** Further fields of `error`, such as `id` or `referencingIDs`. */
  fields?: Record<string, unknown>
  items?: ErrorItem[]
  cause?: unknown
}

/** Answered over HTTP in the shape `@sanity/client` turns into its own error classes. */
export class LakeError extends Error {
  readonly code: LakeErrorCode
  readonly status: number
  readonly fields: Record<string, unknown>
  readonly items: ErrorItem[] | undefined

  constructor(code: LakeErrorCode, message: string, options: LakeErrorOptions) {
    super(shortened(message), options.cause === undefined ? undefined : {cause: options.cause})
    this.name = 'LakeError'
    this.code = code
    this.status = options.status
    this.fields = options.fields ?? {}
    this.items = options.items
  }

  /** One entry of the `items` of a mutation or action error. */
  toItem(index: number): ErrorItem {
    return {index, error: {type: this.code, description: this.message, ...this.fields}}
  }

  toBody(): Record<string, unknown> {
    const phrase = managementPhrases[this.code]
    if (phrase !== undefined) {
      return {statusCode: this.status, error: phrase, message: this.message}
    }
    return {
      error: {
        type: this.code,
        description: this.message,
        ...this.fields,
        ...(this.items ? {items: this.items} : {}),
      },
      statusCode: this.status,
    }
  }
}

/** Messages quote what was sent, which may be long. */
function shortened(message: string): string {
  return message.length > MAXIMUM_MESSAGE ? `${message.slice(0, MAXIMUM_MESSAGE)}…` : message
}

/** These codes answer in the flat shape of the management API; all others in the data shape. */
const managementPhrases: Partial<Record<LakeErrorCode, string>> = {
  badRequest: 'Bad Request',
  forbidden: 'Forbidden',
  notFound: 'Not Found',
  payloadTooLarge: 'Payload Too Large',
  tooManyRequests: 'Too Many Requests',
  unauthorized: 'Unauthorized',
}

export function badRequest(message: string, cause?: unknown): LakeError {
  return new LakeError('badRequest', message, {status: 400, cause})
}

export function forbidden(message: string): LakeError {
  return new LakeError('forbidden', message, {status: 403})
}

export function tooMany(message: string): LakeError {
  return new LakeError('tooManyRequests', message, {status: 429})
}

export function notFound(message: string): LakeError {
  return new LakeError('notFound', message, {status: 404})
}

export function unauthorized(message: string): LakeError {
  return new LakeError('unauthorized', message, {status: 401})
}

export function invalid(message: string, fields?: Record<string, unknown>): LakeError {
  return new LakeError('validationError', message, {status: 400, ...(fields ? {fields} : {})})
}
