import {usageError} from '../command-error.ts'

const topics: Record<string, string> = {
  import: `net-therapies import FILE|- [options]

Turns the text of a patient page into drafts and reports every problem in it.
“-” reads from standard input.

  --dry-run        write nothing; needs no lake
  --format text    report for people (default), or json
  --data DIR       folder of the running lake (default .data)
  --url URL        address of another lake; needs a token
  --token TOKEN    token of a writer; better: environment NET_THERAPIES_TOKEN
  --dataset NAME   dataset to write to (default: the running lake's)`,
  serve: `net-therapies serve [options]

Runs the local lake until Ctrl-C.

  --port N         port on this machine (default 3333; 0 picks a free one)
  --data DIR       folder of the SQLite file (default .data)
  --dataset NAME   name of the dataset (default production)
  --json           print one line of JSON when ready`,
  references: `net-therapies references parse FILE|- [options]

Reads references and prints them in another format, in the order in which they
stand. FILE is text with one reference in each line, BibTeX, RIS, PubMed nbib,
PubMed XML or CSL-JSON. Where a line cannot be read, CSL-JSON has null and
standard error says which line it was.

  --format FORMAT  csl-json (default), bibtex, ris, ama or vancouver
  --from FORMAT    text, csl-json, bibtex, ris, nbib or pubmed-xml, where it
                   should not be told from how the file begins
  --html           print ama or vancouver as HTML`,
}

const overview = `net-therapies COMMAND

  import FILE             turn a patient page into drafts
  serve                   run the local lake
  references parse FILE   turn references into CSL-JSON, BibTeX, RIS, AMA or Vancouver
  help COMMAND            say more about one command
  --version               print the version`

/** Prints help on a command, or on all. */
export function help([topic]: string[]): number {
  const text = topic === undefined ? overview : topics[topic]
  if (text === undefined) throw usageError(`there is no command “${topic}”.`)
  process.stdout.write(`${text}\n`)
  return 0
}
