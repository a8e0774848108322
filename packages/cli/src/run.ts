import packageJson from '../package.json' with {type: 'json'}
import {CommandError, usageError} from './command-error.ts'
import {help} from './commands/help.ts'

/** The commands, loaded when they are called, so that `--version` does not wait for the lake. */
const commands = new Map<string, () => Promise<(args: string[]) => Promise<number>>>([
  ['import', async () => (await import('./commands/import.ts')).importPage],
  ['serve', async () => (await import('./commands/serve.ts')).serve],
  ['users', async () => (await import('./commands/users.ts')).users],
  ['backup', async () => (await import('./commands/backup.ts')).backup],
  ['restore', async () => (await import('./commands/restore.ts')).restore],
  ['verify', async () => (await import('./commands/verify.ts')).verify],
  ['sanity', async () => (await import('./commands/sanity.ts')).sanity],
  ['audit', async () => (await import('./commands/audit.ts')).audit],
  ['check', async () => (await import('./commands/check.ts')).check],
  ['citations', async () => (await import('./commands/citations.ts')).citations],
  ['references', async () => (await import('./commands/references.ts')).references],
])

/**
 * Runs the command line.
 *
 * @param args - the words after `net-therapies`
 * @returns the exit code
 * @throws {CommandError} with a message for the user
 */
export async function run(args: string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === '--version' || name === '-v') {
    process.stdout.write(`${packageJson.version}\n`)
    return 0
  }
  if (name === undefined) throw usageError('name a command. “net-therapies help” lists them.')
  if (name === 'help' || name === '--help' || name === '-h') return help(rest)
  const load = commands.get(name)
  if (!load) throw usageError(`there is no command “${name}”. “net-therapies help” lists them.`)
  // The words after “sanity” are for another program.
  const words = name === 'sanity' ? rest.slice(0, 1) : rest
  if (words.includes('--help') || words.includes('-h')) return help([name])
  const command = await load()
  try {
    return await command(rest)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (error instanceof Error && code.startsWith('ERR_PARSE_ARGS_')) {
      const [sentence = ''] = error.message.split(/\.? (?=To )|\.$/u)
      throw new CommandError(`${sentence}. See “net-therapies help ${name}”.`, 2, {cause: error})
    }
    throw error
  }
}
