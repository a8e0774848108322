/** A message for the person at the keyboard; `exitCode` is 2 for wrong usage, otherwise 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}

/** Wrong usage: exit code 2. */
export function usageError(message: string): CommandError {
  return new CommandError(message, 2)
}
