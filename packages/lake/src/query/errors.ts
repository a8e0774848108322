/**
 * The query cannot be run as written: bad syntax, a parameter that was not sent, or a function the
 * lake does not have. `start` and `end` are UTF-16 offsets into `query`.
 */
export class QueryParseError extends Error {
  override readonly name = 'QueryParseError'
  readonly query: string
  readonly start: number
  readonly end: number
  readonly description: string

  constructor(query: string, start: number, end: number, description: string) {
    super(description)
    this.query = query
    this.start = start
    this.end = end
    this.description = description
  }
}

/** The query was stopped because it used more time, memory or output than it is allowed. */
export class QueryBudgetError extends Error {
  override readonly name = 'QueryBudgetError'
}
